import { describe, expect, it } from "vitest";
import { vavasms } from "../src/index.ts";
import { account } from "./credentials.ts";
import { expectDiscreet } from "./discretion.ts";
import { answersOf, errorCodesOf, exampleOf } from "./documented.ts";
import { rejectionOf } from "./errors.ts";
import { readForm, recordFetch, replyJson } from "./recorded-fetch.ts";
import { unreadableAnswers } from "./unreadable-answers.ts";

const id = "SM-20190617-1445914";

function statusFrom(answer: () => Response | Promise<Response>) {
  const { fetch, requests } = recordFetch(answer);
  const { status } = vavasms({ ...account, fetch, senderId: "Brand", statusPath: "/api/v1/told" }).can;
  return { status, requests };
}

/** An answer about one message, changed. */
function answered(change: Readonly<Record<string, unknown>>) {
  const [message] = exampleOf("MessageStatusSent").data as readonly object[];
  return { ...exampleOf("MessageStatusSent"), data: [{ ...message, ...change }] };
}

describe("rule 8, the status lookup of VavaSMS", () => {
  it("vavasms-status-without-path: is there only when the path was given", () => {
    expect(vavasms({ ...account, senderId: "Brand" }).can).not.toHaveProperty("status");
    expect(vavasms({ ...account, senderId: "Brand", statusPath: undefined }).can).not.toHaveProperty("status");
    // @ts-expect-error: without the path it may be absent.
    expect(() => vavasms({ ...account, senderId: "Brand" }).can.status.get("SM-1")).toThrow(TypeError);
    expect(vavasms({ ...account, senderId: "Brand", statusPath: "/api/v1/told" }).can).toHaveProperty("status");
  });

  it("asks by the id of the message, and reads the documented answer", async () => {
    const { status, requests } = statusFrom(() => replyJson(exampleOf("MessageStatusSent")));
    expect(await status.get(id)).toEqual({ id, to: undefined, status: "sent", description: "Envoyé" });
    expect(requests.map(({ url }) => url)).toEqual(["https://vavasms.com/api/v1/told"]);
    expect(await readForm(requests[0])).toEqual({ ...account, message_id: id });
  });

  it.each(["delivered", "DELIVRD", "failed", "Sent", "constructor", ""])(
    "takes the undocumented word %j for unknown, and never for a failure",
    async (word) => {
      const { status } = statusFrom(() => replyJson(answered({ status: word })));
      expect(await status.get(id)).toMatchObject({ status: "unknown" });
    },
  );

  it("finds the message among several", async () => {
    const { data, ...rest } = answered({});
    const other = { lot_id: "LOT-1", message_id: "SM-1", status: "other" };
    const { status } = statusFrom(() => replyJson({ ...rest, data: [other, null, ...data] }));
    expect(await status.get(id)).toMatchObject({ id, status: "sent" });
  });

  it("has an answer for every documented one", async () => {
    const outcomes: Record<string, unknown> = {};
    for (const { status: httpStatus, code, example, value } of answersOf("getMessageStatus")) {
      const { status } = statusFrom(() => replyJson(value, httpStatus));
      const asked = example === "messageIdOnly" ? "SM-20190623-1217879" : id;
      outcomes[`${code} ${example}`] = await status.get(asked).then(
        (report) => report.status,
        (error) => [error.code, error.certainty, error.providerCode, error.httpStatus],
      );
    }
    expect(outcomes).toEqual({
      "200 sent": "sent",
      "200 messageIdOnly": "sent",
      "200 invalidCredentials": ["auth", "rejected", "901", 200],
      "200 executionError": ["bad-request", "rejected", "709", 200],
      "4XX invalidCredentials": ["auth", "rejected", "901", 400],
      "4XX executionError": ["bad-request", "rejected", "709", 400],
    });
    expect(errorCodesOf("/api/v1/text/status")).toEqual([709, 901]);
  });

  it.each([
    ["an answer about another message", answered({ message_id: "SM-1" })],
    ["an answer about no message", { ...answered({}), data: [] }],
    ["a message without status", answered({ status: undefined })],
    ["a status that is no text", answered({ status: 3 })],
    ["an object for data", { ...answered({}), data: { message_id: id, status: "sent" } }],
    ["no data", { code: 0, message: "OPERATION_SUCCES" }],
    ["a code that only other calls document", { code: 902, message: "INVALID_SENDER_ID", description: "" }],
  ])("cannot tell from %s", async (_, body) => {
    const { status } = statusFrom(() => replyJson(body));
    expect(await rejectionOf(status.get(id))).toMatchObject({
      code: "unreadable-response",
      mayHaveBeenSent: true,
      provider: "vavasms",
    });
  });

  it.each(unreadableAnswers)("cannot tell after $title", async ({ answer, code }) => {
    const { status } = statusFrom(answer);
    expect(await rejectionOf(status.get(id))).toMatchObject({ code, mayHaveBeenSent: true, provider: "vavasms" });
  });

  it("does not believe a success that comes with an error status", async () => {
    const { status } = statusFrom(() => replyJson(exampleOf("MessageStatusSent"), 500));
    expect(await rejectionOf(status.get(id))).toMatchObject({ code: "provider-down", httpStatus: 500 });
  });

  it("ends with the caller's signal", async () => {
    const { status, requests } = statusFrom(() => replyJson({}));
    const error = await rejectionOf(status.get(id, { signal: AbortSignal.abort() }));
    expect(error).toMatchObject({ code: "aborted", mayHaveBeenSent: false });
    expect(requests).toEqual([]);
  });

  it("shows neither credentials nor numbers that the provider repeats", async () => {
    const words = `${account.username} / ${account.password} / +225 07 09 00 00 01`;
    const refused = statusFrom(() => replyJson({ code: 901, message: "INVALID_CREDENTIALS", description: words }));
    expectDiscreet(await rejectionOf(refused.status.get(id)), [...Object.values(account), "07 09 00"]);
    const told = statusFrom(() => replyJson(answered({ description: words })));
    const { description } = await told.status.get(id);
    expect(description).toBe("[redacted] / [redacted] / +225 •• •• •• •• 01");
  });
});
