import { describe, expect, it } from "vitest";
import { createSms } from "../../src/index.ts";
import { stub } from "../stub-provider.ts";

const mine = "+254700000001";
const stranger = "+254712345678";
const text = "Hello";

describe("rule 14, the guard for development", () => {
  it("drops what is not allowed and sends the rest, with an outcome for each", async () => {
    const one = stub("one");
    const sms = createSms({ providers: [one], guard: { allow: [mine], otherwise: "drop" } });
    const batch = await sms.send({ to: [stranger, mine, mine], text });
    expect(batch.outcomes).toMatchObject([
      { to: stranger, status: "skipped", reason: "guarded", attempts: [] },
      { to: mine, status: "accepted" },
      { to: mine, status: "skipped", reason: "duplicate" },
    ]);
    expect(one.requests.map(({ to }) => to)).toEqual([[mine]]);
    expect(await sms.send({ to: stranger, text })).toMatchObject({ status: "skipped", reason: "guarded" });
  });

  it("throws before anything is sent, naming the field and not the number", async () => {
    const one = stub("one");
    const sms = createSms({ providers: [one], guard: { allow: [mine], otherwise: "throw" } });
    const error = await sms.send({ to: [mine, stranger], text }).catch((reason: Error) => reason);
    expect(error).toMatchObject({ code: "bad-request", field: "to[1]" });
    expect(String(error)).not.toContain("712345678");
    expect(one.requests).toEqual([]);
  });

  it("sends to another number instead, once", async () => {
    const one = stub("one");
    const sms = createSms({ providers: [one], guard: { allow: [], otherwise: mine } });
    const batch = await sms.send({ to: [stranger, "+254712345679"], text });
    expect(one.requests.map(({ to }) => to)).toEqual([[mine]]);
    expect(batch.outcomes.map(({ to, status }) => [to, status])).toEqual([
      [mine, "accepted"],
      [mine, "skipped"],
    ]);
  });

  it.each([
    [{ allow: ["0712"], otherwise: "drop" }, /guard\.allow\[0\] must be an E\.164 number/],
    [{ allow: "all", otherwise: "drop" }, /guard\.allow\[0\]/],
    [{ allow: [], otherwise: "0712" }, /guard\.otherwise must be/],
    [{ allow: [], otherwize: "drop" }, /guard\.otherwize is not a field here; did you mean otherwise\?/],
  ])("refuses the settings %j", (guard, problem) => {
    expect(() => createSms({ providers: [stub("one")], guard: guard as never })).toThrow(problem);
  });
});
