import { describe, expect, it } from "vitest";
import { answerForRecipients } from "../../src/mock/answer-for-recipients.ts";

describe("the answer of a mock", () => {
  const answerTo = async (body: unknown, answer: unknown) => {
    const request = new Request("http://127.0.0.1/", {
      method: "POST",
      body: JSON.stringify(body),
      headers: { "content-type": "application/json" },
    });
    return (await answerForRecipients(request, Response.json(answer))).json();
  };

  it("contains the numbers of the request, with an entry for each", async () => {
    const documented = {
      ok: true,
      list: [
        { to: 27831111111, id: "a" },
        { to: 27832222222, id: "b" },
      ],
    };
    expect(await answerTo({ to: ["+27832222222", "+27839999999"] }, documented)).toEqual({
      ok: true,
      list: [
        { to: 27832222222, id: "b" },
        { to: 27839999999, id: "a" },
      ],
    });
  });

  it("stays unchanged if there is no number in the request", async () => {
    const documented = { list: [{ phone: "27831111111" }] };
    expect(await answerTo({ text: "call 27831111111 now" }, documented)).toEqual(documented);
  });
});
