import { describe, expect, it } from "vitest";
import { parseJson } from "../../src/index.ts";

describe("parseJson", () => {
  it("keeps every digit of a whole number that is too long, and leaves strings and other numbers alone", () => {
    const text =
      '{"id": 12345678901234567890, "text": "12345678901234567890", "n": 2295, "f": 1.5e3, "list": [-98765432109876543210]}';
    expect(parseJson(text)).toEqual({
      id: "12345678901234567890",
      text: "12345678901234567890",
      n: 2295,
      f: 1500,
      list: ["-98765432109876543210"],
    });
  });

  it("throws at once on what is not JSON, also on a long string without an end", () => {
    const startedAt = performance.now();
    expect(() => parseJson(`1234567890123456 "${'\\"'.repeat(200_000)}`)).toThrow(SyntaxError);
    expect(performance.now() - startedAt).toBeLessThan(2000);
  });
});
