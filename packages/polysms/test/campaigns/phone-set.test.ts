import type { E164 } from "@polysms/core";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createPhoneSet } from "../../src/campaigns/phone-set.ts";

describe("a set of phone numbers", () => {
  it("has exactly the numbers that were added", () => {
    const phone = fc.oneof(
      fc.bigInt({ min: 1_000_000n, max: 999_999_999_999_999n }),
      // Close together, and equal in their lower 32 bits.
      fc.nat({ max: 500 }).map((n) => 254_700_000_000n + BigInt(n)),
      fc.nat({ max: 500 }).map((n) => 254_700_000_000n + (BigInt(n) << 32n)),
    );
    fc.assert(
      fc.property(fc.array(phone, { maxLength: 300 }), (numbers) => {
        const set = createPhoneSet();
        const expected = new Set<bigint>();
        for (const number of numbers) {
          expect(set.has(`+${number}` as E164)).toBe(expected.has(number));
          expect(set.add(`+${number}` as E164)).toBe(!expected.has(number));
          expected.add(number);
        }
        expect(set.size).toBe(expected.size);
      }),
      { numRuns: 300 },
    );
  });

  it("needs 10 to 15 bytes per number", () => {
    const set = createPhoneSet();
    for (let index = 0; index < 300_000; index++) {
      set.add(`+${254_700_000_000 + index * 7}` as E164);
      if (index < 50_000 || index % 1000 !== 0) continue;
      expect(set.bytes / set.size).toBeGreaterThan(9.9);
      expect(set.bytes / set.size).toBeLessThan(15.1);
    }
    for (let index = 0; index < 300_000; index += 1000) {
      expect(set.add(`+${254_700_000_000 + index * 7}` as E164)).toBe(false);
      expect(set.add(`+${254_700_000_001 + index * 7}` as E164)).toBe(true);
    }
  });
});
