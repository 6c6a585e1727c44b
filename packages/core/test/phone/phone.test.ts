import { describe, expect, it } from "vitest";
import { isE164, type LocalRegion, parsePhone } from "../../src/index.ts";
import { canary, expectNoCanary } from "../canary.ts";

const KE = "+254712345678";
const CI = "+2250707070707";
const ZA = "+27821234567";
const IN = "+919876543210";

describe("a local number", () => {
  it.each<[LocalRegion, string, string]>([
    ["KE", "0712345678", KE],
    ["KE", "0712 345 678", KE],
    ["KE", "712345678", KE],
    ["KE", "254712345678", KE],
    ["KE", "0112345678", "+254112345678"],
    ["CI", "0707070707", CI],
    ["CI", "07 07 07 07 07", CI],
    ["CI", "2250707070707", CI],
    ["CI", "2721234567", "+2252721234567"],
    ["ZA", "0821234567", ZA],
    ["ZA", "(082) 123-4567", ZA],
    ["ZA", "821234567", ZA],
    ["ZA", "27821234567", ZA],
    ["ZA", "271234567", "+27271234567"],
    ["IN", "9876543210", IN],
    ["IN", "098765 43210", IN],
    ["IN", "919876543210", IN],
    ["IN", "9123456789", "+919123456789"],
  ])("of %s written %j is read as %s", (region, written, phone) => {
    expect(parsePhone(written, { region })).toEqual({ ok: true, phone, region });
  });

  it.each<[LocalRegion, string]>([
    ["KE", "0812345678"],
    ["KE", "0202345678"],
    ["KE", "071234567"],
    ["KE", "27821234567"],
    ["CI", "707070707"],
    ["CI", "0907070707"],
    ["ZA", "0921234567"],
    ["IN", "5876543210"],
    ["IN", "98765432101"],
  ])("outside the plan of %s, %j, cannot be read", (region, written) => {
    expect(parsePhone(written, { region })).toMatchObject({ ok: false, reason: "not-in-plan" });
  });
});

describe("an international number", () => {
  it.each([
    [KE, "KE"],
    [CI, "CI"],
    [ZA, "ZA"],
    [IN, "IN"],
    ["+12025550123", "US"],
    ["+999123456789", undefined],
  ])("%s needs no region and is found in %s", (phone, region) => {
    expect(parsePhone(phone)).toEqual({ ok: true, phone, region });
  });

  it("keeps its own country if another region is given", () => {
    expect(parsePhone(ZA, { region: "KE" })).toEqual({ ok: true, phone: ZA, region: "ZA" });
  });

  it("may begin with 00", () => {
    expect(parsePhone("00254712345678", { region: "IN" })).toEqual({ ok: true, phone: KE, region: "KE" });
  });

  it.each([
    "+254 712 345 678",
    "+254-712-345-678",
    "+254.712.345.678",
    "(+254) 712/345/678",
    "\u202a+254\u00a0712\u2011345\u2013678\u202c",
    "\ufeff+254\u200b712\u2009345\u2060678\u00ad",
    "\t+254\n712\r345 678 ",
  ])("is read with punctuation and invisible marks: %j", (written) => {
    expect(parsePhone(written)).toMatchObject({ ok: true, phone: KE });
  });

  it.each(["+254 (0) 712 345 678", "+2540712345678", "00254 0712 345 678"])(
    "written with the trunk 0 of home, %j, is not sent to a number that does not exist",
    (written) => {
      expect(parsePhone(written)).toMatchObject({ ok: true, phone: KE });
    },
  );
});

describe("a number that cannot be read", () => {
  it.each([
    ["", "empty"],
    [" \u200b- ", "empty"],
    ["+", "not-a-number"],
    ["00", "not-a-number"],
    ["hello", "not-a-number"],
    ["+254 712 345 678 ext. 5", "not-a-number"],
    ["+254+712345678", "not-a-number"],
    ["+٢٥٤٧١٢٣٤٥٦٧٨", "not-a-number"],
    ["+0712345678", "not-a-number"],
    ["+254712", "too-short"],
    ["+225 01 23 45 67", "too-short"],
    ["+2547123456789012", "too-long"],
    ["0712345678", "region-needed"],
    ["254712345678", "region-needed"],
  ])("%j is reported as %s", (written, reason) => {
    const parsed = parsePhone(written);
    expect(parsed).toMatchObject({ ok: false, reason });
    expect(parsed).toHaveProperty("message", expect.stringMatching(/^The .+\.$/));
  });

  it.each(["FR", "ke", "toString", "__proto__"])("says which regions there are if given %s", (region) => {
    expect(parsePhone("0712345678", { region: region as LocalRegion })).toMatchObject({
      ok: false,
      reason: "region-needed",
      message: expect.stringContaining("KE, CI, ZA, IN"),
    });
  });

  it("is not repeated in the message", () => {
    const digits = canary.phone.slice(1);
    for (const written of [`${digits}x`, digits, `+${digits}${digits}`, `+${digits}\u0000`]) {
      const parsed = parsePhone(written, { region: "IN" });
      expect(parsed.ok).toBe(false);
      expectNoCanary(parsed);
    }
  });
});

describe("isE164", () => {
  it.each(["+1234567", KE, "+123456789012345"])("holds for %s", (phone) => {
    expect(isE164(phone)).toBe(true);
  });

  it.each([
    "+123456",
    "+1234567890123456",
    "+0712345678",
    "254712345678",
    "+254 712345678",
    `${KE}\n`,
    "",
    "+",
    254,
    null,
  ])("does not hold for %j", (value) => {
    expect(isE164(value)).toBe(false);
  });
});
