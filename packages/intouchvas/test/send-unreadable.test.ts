import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { intouchvas } from "../src/index.ts";
import { json, phones, receipt, record, spec } from "./setup.ts";

async function verdictsOn(answer: () => Response | Promise<Response>, recipients = 2) {
  const sent = record(answer);
  const { verdicts } = await intouchvas({ apiKey: "example-key", fetch: sent.fetch }).send({
    to: phones(recipients),
    text: "Hello",
  });
  expect(sent.requests).toHaveLength(1);
  return verdicts;
}

describe("JSON that is not the documented receipt", () => {
  const { message } = receipt(7, 2);
  it.each([
    ["a string", "SMS successfully queued for sending. Total recipients 2"],
    ["a list of receipts", [receipt(7), receipt(8)]],
    ["no transaction id", { message, status: 200 }],
    ["a transaction id of null", { message, status: 200, transaction_id: null }],
    ["a transaction id of 0", { message, status: 200, transaction_id: 0 }],
    ["a negative transaction id", { message, status: 200, transaction_id: -1 }],
    ["a broken transaction id", { message, status: 200, transaction_id: 1.5 }],
    ["an empty transaction id", { message, status: 200, transaction_id: "" }],
    ["a blank transaction id", { message, status: 200, transaction_id: "  " }],
    ["a transaction id of true", { message, status: 200, transaction_id: true }],
    ["a list as transaction id", { message, status: 200, transaction_id: [7] }],
    ["an object as transaction id", { message, status: 200, transaction_id: { id: 7 } }],
    ["a receipt inside another object", { data: receipt(7, 2) }],
    ["a failure whose status is a string", { message: "error message", status: "401" }],
  ])("proves nothing under HTTP 200: %s", async (_, body) => {
    for (const verdict of await verdictsOn(() => json(body))) {
      expect(verdict).toMatchObject({ status: "unknown", error: { code: "unreadable-response", httpStatus: 200 } });
    }
  });

  it.each([null, "no", 5, true, [], {}, { status: "x" }, { status: {}, message: 5 }])(
    "does not hide a documented rejection: %j",
    async (body) => {
      for (const verdict of await verdictsOn(() => json(body, 400))) {
        expect(verdict).toMatchObject({ status: "rejected", error: { code: "bad-request", httpStatus: 400 } });
      }
    },
  );
});

describe("any answer at all", () => {
  const rejections = spec
    .answersOf("sendTransactionalMessage")
    .map(({ status }) => status)
    .filter((status) => status >= 400 && status < 500);
  const known = fc.constantFrom(200, 201, 202, 299, 402, 500, 503, ...rejections);
  const status = fc.oneof(known, fc.integer({ min: 200, max: 599 })).filter((code) => code !== 204 && code !== 205);
  const value = fc.oneof(fc.jsonValue(), known, fc.constant("2295"), fc.integer());
  const almost = fc.record(
    { message: fc.oneof(value, fc.constant(receipt(1, 2).message)), status: value, transaction_id: value },
    { requiredKeys: [] },
  );
  const hasTransactionId = (body: unknown) => JSON.stringify(body)?.includes('"transaction_id"') === true;

  it("has a verdict for every recipient, accepts only by a transaction id and rejects only by a documented number", async () => {
    await fc.assert(
      fc.asyncProperty(status, fc.oneof(fc.jsonValue(), almost), async (code, body) => {
        const verdicts = await verdictsOn(() => json(body, code), 2);
        expect(verdicts).toHaveLength(2);
        const numbers: unknown[] = [code, (body as { status?: unknown } | null)?.status];
        for (const { status: outcome } of verdicts) {
          expect(["accepted", "rejected", "unknown"]).toContain(outcome);
          if (outcome === "accepted") expect(code < 300 && hasTransactionId(body)).toBe(true);
          if (outcome === "rejected") {
            expect(rejections.some((rejection) => numbers.includes(rejection))).toBe(true);
            expect(code).toBeLessThan(500);
          }
        }
      }),
      { numRuns: 500 },
    );
  });
});
