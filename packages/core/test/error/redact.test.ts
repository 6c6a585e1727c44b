import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { maskPhone, redact } from "../../src/index.ts";
import { canary, expectNoCanary } from "../canary.ts";

const digit = fc.constantFrom(..."0123456789");
const number = fc.array(digit, { minLength: 7, maxLength: 15 });
const words = fc.string({ unit: fc.constantFrom(..."abcdefghijklmnopqrstuvwxyz,:; "), maxLength: 60 });

/** The number with a mark between its digits wherever the list of gaps says so. */
function group(digits: readonly string[], gaps: readonly string[]): string {
  return digits.map((one, index) => (index === 0 ? one : `${gaps[index % gaps.length] ?? ""}${one}`)).join("");
}

function expectHidden(text: string, digits: readonly string[]): void {
  expect(redact(text).replace(/\D/g, "")).not.toContain(digits.join(""));
}

describe("a phone number in someone else's text", () => {
  it.each([
    "+254700111222",
    "254700111222",
    "0700111222",
    "+254 700 111 222",
    "+254-700-111-222",
    "+254 (700) 111.222",
    "254\u00a0700\u00a0111\u00a0222",
    "tel:+254700111222;ext=1",
    '{"to":"254700111222"}',
  ])("does not survive as %j", (written) => {
    expectNoCanary(redact(`No credit for ${written}, sorry`));
  });

  it("does not survive in any grouping with spaces, dots, dashes and brackets", () => {
    const gap = fc.constantFrom("", "", " ", "-", ".", "(", ")", ") ", " (", "--", "\u00a0");
    fc.assert(
      fc.property(
        words,
        fc.boolean(),
        number,
        fc.array(gap, { minLength: 1, maxLength: 6 }),
        words,
        (a, plus, n, gaps, b) => {
          expectHidden(`${a}${plus ? "+" : ""}${group(n, gaps)}${b}`, n);
        },
      ),
      { numRuns: 500 },
    );
  });

  it.each(["/", "\u2011", "\u2013", "\u200b", "\u202f", "\u2060", "\u00ad", "\ufeff", " - ", " / "])(
    "does not survive in groups joined by %j, which parsePhone reads as punctuation",
    (mark) => {
      expectHidden(`for ${["254", "700", "111", "222"].join(mark)}.`, [..."254700111222"]);
    },
  );

  it("keeps what distinguishes one from another: the calling code and the last two digits", () => {
    expect(redact("to +254700111222 failed")).toBe("to +254•••••••22 failed");
    expect(maskPhone("+254700111222")).toBe("+254•••••••22");
  });

  it("shows no more digits of a number that comes without the plus", () => {
    expect(maskPhone("254700111222")).toBe("254•••••••22");
    expect(redact("254700111222")).toBe("254•••••••22");
  });

  it("leaves short numbers alone: codes, seconds, amounts", () => {
    const text = "Error 1007: try again in 60 seconds, balance 12.50, 2024-05-06";
    expect(redact("Error 1007: try again in 60 seconds")).toBe("Error 1007: try again in 60 seconds");
    expect(redact(text)).toContain("try again in 60 seconds, balance 12.50");
  });
});

describe("a secret in someone else's text", () => {
  // Letters that "[redacted]" does not have, so that the replacement cannot spell the secret.
  const secret = (minLength: number) =>
    fc.string({ unit: fc.constantFrom(..."fghijklmnopqsuvwxyzABC!?$*+.^\\|/{}=%"), minLength, maxLength: 30 });

  it("does not survive, wherever and however often it appears", () => {
    fc.assert(
      fc.property(fc.array(words, { minLength: 2, maxLength: 5 }), secret(8), (parts, hidden) => {
        expect(redact(parts.join(hidden), [hidden])).not.toContain(hidden);
      }),
      { numRuns: 500 },
    );
  });

  it("does not survive as a word, however short it is", () => {
    fc.assert(
      fc.property(fc.array(words, { minLength: 2, maxLength: 5 }), secret(1), (parts, hidden) => {
        expect(` ${redact(parts.join(` ${hidden} `), [hidden])} `).not.toContain(` ${hidden} `);
      }),
      { numRuns: 500 },
    );
  });

  it("is replaced as text, not as a pattern", () => {
    expect(redact("key=a.c$& abc", ["a.c$&"])).toBe("key=[redacted] abc");
  });

  it("leaves no rest when it starts with another secret", () => {
    expect(redact("key=abcdef", ["abc", "abcdef"])).toBe("key=[redacted]");
  });

  it("is not looked for when it is empty", () => {
    expect(redact("as it is", [""])).toBe("as it is");
  });

  it("does not survive at the edge where long texts are cut", () => {
    for (let length = 170; length < 205; length++) {
      expectNoCanary(redact(`${"x".repeat(length)}${canary.secret} ${canary.phone}`, [canary.secret]));
    }
  });
});

describe("a long text", () => {
  it("is cut to 200 characters and shows that it was", () => {
    const cut = redact("x".repeat(1000));
    expect(cut.length).toBeLessThanOrEqual(200);
    expect(cut).toMatch(/^x{190,}…$/);
    expect(redact("x".repeat(200))).toBe("x".repeat(200));
  });
});
