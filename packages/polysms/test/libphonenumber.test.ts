import { parsePhone as coreParsePhone } from "@polysms/core";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parsePhone } from "../src/libphonenumber.ts";

describe("parsePhone with libphonenumber-js", () => {
  it.each([
    ["0712 345 678", "KE", "+254712345678"],
    ["(0)82 123 4567", "ZA", "+27821234567"],
    ["+44 20 7946 0018", undefined, "+442079460018"],
    ["0803 123 4567", "NG", "+2348031234567"],
    ["+254712345678", "NG", "+254712345678"],
  ] as const)("parses %s with the region %s", (raw, region, phone) => {
    expect(parsePhone(raw, { region })).toMatchObject({ ok: true, phone });
  });

  it("returns the country code that the routes of the facade use", () => {
    expect(parsePhone("0803 123 4567", { region: "NG" })).toEqual({ ok: true, phone: "+2348031234567", region: "NG" });
  });

  it.each([
    ["", "KE", "empty"],
    ["   ", "KE", "empty"],
    ["0712 345 678", undefined, "region-needed"],
    ["call me", "KE", "not-a-number"],
    ["07", "KE", "too-short"],
    ["0712 345 678 901 234", "KE", "too-long"],
    ["0312 345 678", "KE", "not-in-plan"],
    ["call 0712 345 678 now", "KE", "not-a-number"],
    ["0712 345 678 ext. 9", "NG", "not-in-plan"],
  ] as const)("rejects %j with the region %s: %s", (raw, region, reason) => {
    const parsed = parsePhone(raw, { region });
    expect(parsed).toMatchObject({ ok: false, reason });
    expect(parsed.ok || parsed.message).not.toMatch(/\d{5}/);
  });

  it("never throws, whatever the input", () => {
    const anything = fc.oneof(fc.string(), fc.string({ unit: "grapheme" }), fc.anything());
    fc.assert(
      fc.property(anything, anything, (raw, region) => {
        expect(parsePhone(raw as string, { region: region as "KE" }).ok).toBeTypeOf("boolean");
      }),
    );
  });

  it("agrees with the parser of core on every mobile number that both accept", () => {
    const mobile = fc.tuple(fc.constantFrom("KE", "CI", "ZA", "IN"), fc.stringMatching(/^0?[1-9]\d{8,9}$/));
    fc.assert(
      fc.property(mobile, ([region, raw]) => {
        const full = parsePhone(raw, { region: region as "KE" });
        const core = coreParsePhone(raw, { region: region as "KE" });
        if (full.ok && core.ok) expect(full).toEqual(core);
      }),
    );
  });
});
