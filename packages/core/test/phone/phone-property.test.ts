import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { isE164, type LocalRegion, parsePhone, regionOf } from "../../src/index.ts";

describe("parsePhone", () => {
  const regions = fc.constantFrom<(LocalRegion | undefined)[]>("KE", "CI", "ZA", "IN", undefined);
  const numberLike = fc.string({ unit: fc.constantFrom(..."+0123456789 ()-./\u200b\u2011x"), maxLength: 24 });

  it("never throws, whatever it is given", () => {
    fc.assert(
      fc.property(fc.oneof(fc.string({ unit: "binary" }), fc.anything()), regions, (raw, region) => {
        const parsed = parsePhone(raw as string, region === undefined ? {} : { region });
        expect(typeof parsed.ok).toBe("boolean");
      }),
    );
  });

  it("never throws, whatever the options are", () => {
    for (const options of [null, 0, "KE", [], { region: null }, { region: 254 }, { region: { toString: null } }]) {
      expect(parsePhone("0712345678", options as never)).toMatchObject({ ok: false, reason: "region-needed" });
    }
  });

  it("returns only E.164 numbers, with the region of their calling code", () => {
    fc.assert(
      fc.property(numberLike, regions, (raw, region) => {
        const parsed = parsePhone(raw, region === undefined ? {} : { region });
        if (!parsed.ok) return;
        expect(isE164(parsed.phone)).toBe(true);
        expect(parsed.region).toBe(regionOf(parsed.phone));
      }),
      { numRuns: 500 },
    );
  });

  it("reads its own result as the same number", () => {
    fc.assert(
      fc.property(numberLike, regions, (raw, region) => {
        const parsed = parsePhone(raw, region === undefined ? {} : { region });
        if (parsed.ok) expect(parsePhone(parsed.phone)).toEqual(parsed);
      }),
      { numRuns: 500 },
    );
  });
});
