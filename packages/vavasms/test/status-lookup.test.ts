import { assertNoSecrets, jsonAnswer, recordFetch, rejectionOf } from "@polysms/testing";
import { describe, expect, it } from "vitest";
import { vavasms } from "../src/index.ts";
import { account } from "./credentials.ts";
import { errorCodesOf, readForm, spec } from "./setup.ts";
import { unreadableAnswers } from "./unreadable-answers.ts";

const { answersOf, exampleOf } = spec;

const id = "SM-20190617-1445914";

function statusFrom(answer: () => Response | Promise<Response>) {
  const { fetch, requests } = recordFetch(answer);
  const { status } = vavasms({ ...account, fetch, senderId: "Brand", statusPath: "/api/v1/real" }).can;
  return { status, requests };
}

/** An answer about one message, changed. */
function answered(change: Readonly<Record<string, unknown>>) {
  const [message] = exampleOf("MessageStatusSent").data as readonly object[];
  return { ...exampleOf("MessageStatusSent"), data: [{ ...message, ...change }] };
}

describe("rule 8, the status lookup of VavaSMS", () => {
  it("vavasms-status-without-path: is there only if the path was given", () => {
    expect(vavasms({ ...account, senderId: "Brand" }).can).not.toHaveProperty("status");
    expect(vavasms({ ...account, senderId: "Brand", statusPath: undefined }).can).not.toHaveProperty("status");
    // @ts-expect-error: without the path it may be absent.
    expect(() => vavasms({ ...account, senderId: "Brand" }).can.status.get("SM-1")).toThrow(TypeError);
    expect(vavasms({ ...account, senderId: "Brand", statusPath: "/api/v1/real" }).can).toHaveProperty("status");
  });

  it("asks by the id of the message, and reads the documented answer", async () => {
    const { status, requests } = statusFrom(() => jsonAnswer(exampleOf("MessageStatusSent")));
    expect(await status.get(id)).toEqual({ id, to: undefined, status: "sent", description: "Envoyé" });
    expect(requests.map(({ url }) => url)).toEqual(["https://vavasms.com/api/v1/real"]);
    expect(await readForm(requests[0])).toEqual({ ...account, message_id: id });
  });

  it.each(["delivered", "DELIVRD", "failed", "Sent", "constructor", ""])(
    "takes the undocumented status %j for unknown, and never for a failure",
    async (word) => {
      const { status } = statusFrom(() => jsonAnswer(answered({ status: word })));
      expect(await status.get(id)).toMatchObject({ status: "unknown" });
    },
  );

  it("finds the message among several", async () => {
    const { data, ...rest } = answered({});
    const other = { lot_id: "LOT-1", message_id: "SM-1", status: "other" };
    const { status } = statusFrom(() => jsonAnswer({ ...rest, data: [other, null, ...data] }));
    expect(await status.get(id)).toMatchObject({ id, status: "sent" });
  });

  it("has an answer for every documented one", async () => {
    const outcomes: Record<string, unknown> = {};
    for (const { status: httpStatus, key, example, value } of answersOf("getMessageStatus")) {
      const { status } = statusFrom(() => jsonAnswer(value, httpStatus));
      const asked = example === "messageIdOnly" ? "SM-20190623-1217879" : id;
      outcomes[key] = await status.get(asked).then(
        (report) => report.status,
        (error) => [error.code, error.mayHaveBeenSent, error.providerCode, error.httpStatus],
      );
    }
    expect(outcomes).toEqual({
      "200 sent": "sent",
      "200 messageIdOnly": "sent",
      "200 invalidCredentials": ["auth", false, "901", 200],
      "200 executionError": ["bad-request", false, "709", 200],
      "4XX invalidCredentials": ["auth", false, "901", 400],
      "4XX executionError": ["bad-request", false, "709", 400],
    });
    expect(errorCodesOf("/api/v1/text/status")).toEqual([709, 901]);
  });

  it.each([
    ["an answer about another message", answered({ message_id: "SM-1" })],
    ["an answer without a message", { ...answered({}), data: [] }],
    ["a message without status", answered({ status: undefined })],
    ["a status that is not a string", answered({ status: 3 })],
    ["an object for data", { ...answered({}), data: { message_id: id, status: "sent" } }],
    ["no data", { code: 0, message: "OPERATION_SUCCES" }],
    ["a code that only other calls document", { code: 902, message: "INVALID_SENDER_ID", description: "" }],
  ])("rejects after %s", async (_, body) => {
    const { status } = statusFrom(() => jsonAnswer(body));
    expect(await rejectionOf(status.get(id))).toMatchObject({
      code: "unreadable-response",
      mayHaveBeenSent: true,
      provider: "vavasms",
    });
  });

  it.each(unreadableAnswers)("rejects after $title", async ({ answer, code }) => {
    const { status } = statusFrom(answer);
    expect(await rejectionOf(status.get(id))).toMatchObject({ code, mayHaveBeenSent: true, provider: "vavasms" });
  });

  it("ignores a success that comes with an error status", async () => {
    const { status } = statusFrom(() => jsonAnswer(exampleOf("MessageStatusSent"), 500));
    expect(await rejectionOf(status.get(id))).toMatchObject({ code: "provider-down", httpStatus: 500 });
  });

  it("ends with the caller's signal", async () => {
    const { status, requests } = statusFrom(() => jsonAnswer({}));
    const error = await rejectionOf(status.get(id, { signal: AbortSignal.abort() }));
    expect(error).toMatchObject({ code: "aborted", mayHaveBeenSent: false });
    expect(requests).toEqual([]);
  });

  it("shows neither credentials nor numbers that the provider repeats", async () => {
    const words = `${account.username} / ${account.password} / +225 07 09 00 00 01`;
    const failing = statusFrom(() => jsonAnswer({ code: 901, message: "INVALID_CREDENTIALS", description: words }));
    assertNoSecrets(await rejectionOf(failing.status.get(id)), [...Object.values(account), "07 09 00"]);
    const answering = statusFrom(() => jsonAnswer(answered({ description: words })));
    const { description } = await answering.status.get(id);
    expect(description).toBe("[redacted] / [redacted] / +225 •• •• •• •• 01");
  });
});
