import { isSmsError } from "@polysms/core";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { otherPhone, phone } from "./credentials.ts";
import { sendTo, sendToJson } from "./setup.ts";

const receipt = (data: unknown) => ({ code: 0, message: "OPERATION_SUCCES", data });

describe("an answer that proves nothing", () => {
  it.each([
    ["a success in a list", [receipt({ lot_id: "L", message_id: ["S"], amount: 1 })]],
    ["a success without data", { code: 0, message: "OPERATION_SUCCES" }],
    ["data of null", receipt(null)],
    ["data as text", receipt("LOT-1")],
    ["data as a list", receipt([{ lot_id: "L", message_id: ["S"] }])],
    ["no ids", receipt({ lot_id: "L", message_id: [] })],
    ["an id that is not a list", receipt({ lot_id: "L", message_id: "S" })],
    ["ids of the wrong types", receipt({ lot_id: "L", message_id: [1] })],
    ["ids of null", receipt({ lot_id: "L", message_id: [null] })],
    ["empty ids", receipt({ lot_id: "L", message_id: [""] })],
    ["a code as an object", { ...receipt({ lot_id: "L", message_id: ["S"] }), code: { value: 0 } }],
    ["a code as a list", { ...receipt({ lot_id: "L", message_id: ["S"] }), code: [0] }],
    ["a code of null", { ...receipt({ lot_id: "L", message_id: ["S"] }), code: null }],
    ["a code of false", { ...receipt({ lot_id: "L", message_id: ["S"] }), code: false }],
    ["an empty code", { ...receipt({ lot_id: "L", message_id: ["S"] }), code: "" }],
    ["a code of words", { code: "INVALID_CREDENTIALS", status: "901" }],
    ["a code with a space", { code: "901 ", status: "INVALID_CREDENTIALS" }],
    ["a code in a list", { code: ["901"], status: "INVALID_CREDENTIALS" }],
    ["a code with a fraction", { code: 901.5, status: "INVALID_CREDENTIALS" }],
    ["words of the wrong types", { code: 7, message: { a: 1 }, status: [2], description: 3 }],
  ])("is unknown: %s", async (_, body) => {
    const { verdicts } = await sendToJson(body);
    expect(verdicts).toMatchObject([{ status: "unknown", error: { code: "unreadable-response", httpStatus: 200 } }]);
  });

  it("is unknown for several when the batch has no id, or an id is not a string", async () => {
    for (const data of [
      { message_id: ["S", "T"] },
      { lot_id: 7, message_id: ["S", "T"] },
      { lot_id: "", message_id: ["S", "T"] },
      { lot_id: "L", message_id: ["S", null] },
      { lot_id: "L", message_id: ["S", ""] },
    ]) {
      const { verdicts } = await sendToJson(receipt(data), 200, { to: [phone, otherPhone] });
      expect(verdicts.map(({ status }) => status)).toEqual(["unknown", "unknown"]);
    }
  });

  it("is unknown when a success, or nothing at all, comes with an error status", async () => {
    for (const [status, code] of [
      [400, "unreadable-response"],
      [500, "provider-down"],
    ] as const) {
      for (const body of [receipt({ lot_id: "L", message_id: ["S"] }), {}]) {
        const { verdicts } = await sendToJson(body, status);
        expect(verdicts).toMatchObject([{ status: "unknown", error: { code, httpStatus: status } }]);
      }
    }
  });
});

describe("any answer at all", () => {
  const statuses = fc.constantFrom(200, 201, 204, 302, 400, 401, 404, 429, 500, 502, 503);
  const groups = fc.constantFrom([phone], [phone, otherPhone]);
  const nearly = fc.record(
    {
      code: fc.oneof(fc.constantFrom(0, "0", 901, "902", "903", 709), fc.jsonValue()),
      message: fc.oneof(fc.string(), fc.jsonValue()),
      status: fc.jsonValue(),
      description: fc.jsonValue(),
      data: fc.oneof(
        fc.jsonValue(),
        fc.record({ lot_id: fc.jsonValue(), message_id: fc.oneof(fc.array(fc.jsonValue()), fc.jsonValue()) }),
        fc.record({ lot_id: fc.string(), message_id: fc.array(fc.string(), { maxLength: 3 }) }),
      ),
    },
    { requiredKeys: [] },
  );

  it("in JSON gives a verdict per recipient, accepted only for code 0 and rejected only for a documented code", async () => {
    const property = fc.asyncProperty(fc.oneof(nearly, fc.jsonValue()), statuses, groups, async (body, status, to) => {
      const empty = status === 204;
      const { verdicts } = await sendTo(() => new Response(empty ? null : JSON.stringify(body), { status }), { to });
      const { code: answered }: { code?: unknown } = Object(body);
      const code = typeof answered === "number" || typeof answered === "string" ? Number(answered) : Number.NaN;
      expect(verdicts).toHaveLength(to.length);
      for (const each of verdicts) {
        if (each.status === "accepted") {
          expect({ code, fine: status < 300, id: each.id === "" }).toEqual({ code: 0, fine: true, id: false });
          continue;
        }
        expect(isSmsError(each.error)).toBe(true);
        expect(each.error.mayHaveBeenSent).toBe(each.status === "unknown");
        if (each.status === "unknown") continue;
        expect(status).toBeLessThan(500);
        expect(to.length === 1 ? [901, 902, 903] : [901, 902]).toContain(code);
      }
    });
    await fc.assert(property, { numRuns: 300 });
  });
});
