import { describe, expect, it } from "vitest";
import { isRegion, regionOf } from "../../src/index.ts";
import { countryOfCallingCode } from "../../src/phone/calling-codes.ts";

const codes = Object.keys(countryOfCallingCode);

describe("the country of a number", () => {
  it.each([
    ["+254712345678", "KE"],
    ["+2250707070707", "CI"],
    ["+27821234567", "ZA"],
    ["+919876543210", "IN"],
  ])("%s is %s, where a provider is at home", (phone, region) => {
    expect(regionOf(phone)).toBe(region);
  });

  it.each([
    ["+18765550123", "US"],
    ["+77011234567", "RU"],
    ["+441481960194", "GB"],
    ["+4779123456", "NO"],
    ["+61891621234", "AU"],
    ["+212528812345", "MA"],
    ["+262639012345", "RE"],
    ["+35818123456", "FI"],
    ["+590690001234", "GP"],
    ["+5997123456", "CW"],
  ])("%s is %s, the largest of those that share the code", (phone, region) => {
    expect(regionOf(phone)).toBe(region);
  });

  it.each(["+999123456", "+80012345678", "+870123456789", "+883123456789", "+888123456", "+", "", "+0712345678"])(
    "%j belongs to none",
    (phone) => {
      expect(regionOf(phone)).toBeUndefined();
    },
  );

  it("is found for every code of the table", () => {
    for (const [code, country] of Object.entries(countryOfCallingCode)) {
      expect(regionOf(`+${code}99999999`)).toBe(country);
      expect(isRegion(country)).toBe(true);
    }
  });

  it("is one of the known ones by its ISO code only", () => {
    for (const value of ["ke", "", "XX", "254", "toString"]) expect(isRegion(value)).toBe(false);
  });
});

describe("the table of calling codes", () => {
  it("has no code that begins another one", () => {
    const beginnings = codes.flatMap((code) => codes.filter((other) => other !== code && other.startsWith(code)));
    expect(beginnings).toEqual([]);
  });

  it("has codes of one to three digits and countries of two letters, each country once", () => {
    expect(codes.filter((code) => !/^[1-9]\d{0,2}$/.test(code))).toEqual([]);
    const countries = Object.values<string>(countryOfCallingCode);
    expect(countries.filter((country) => !/^[A-Z]{2}$/.test(country))).toEqual([]);
    expect(new Set(countries).size).toBe(countries.length);
  });
});
