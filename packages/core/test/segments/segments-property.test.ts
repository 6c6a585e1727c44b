import { createRequire } from "node:module";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { charactersOutsideGsm7, septetsOf } from "../../src/segments/gsm7.ts";
import { countSegments, splitSegments } from "../../src/segments/segments.ts";

interface SplitSms {
  split(text: string): {
    readonly characterSet: "GSM" | "Unicode";
    readonly parts: readonly { readonly content: string }[];
    /** Octets in UCS-2, septets in GSM-7. */
    readonly bytes: number;
    readonly remainingInPart: number;
  };
}
// The package has no types.
const splitSms: SplitSms = createRequire(import.meta.url)("split-sms");

const gsm = [..."@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'09:;?¡AZÄÖÑÜ§¿azäöñüà"];
const extension = [..."\f^{}\\[~]|€"];
const unicode = [..."çêΑя’नम्ततेمرحبا中", "\u00a0", "\u001b", "\t"];
const emoji = [..."😀🎉👍🏽𝒳"];
const lone = ["\ud800", "\udbff", "\udc00", "\udfff"];

const textOf = (...sets: string[][]) =>
  fc.string({ unit: fc.constantFrom(...sets.flat()), maxLength: 700, size: "max" });
// Mostly one character, a few others: their place at a boundary is what matters.
const nearBoundary = (filler: string, others: string[]) =>
  fc
    .array(fc.tuple(fc.integer({ min: 60, max: 170 }), fc.constantFrom(...others)), { minLength: 1, maxLength: 5 })
    .map((runs) => runs.map(([length, other]) => filler.repeat(length) + other).join(""));

const wellFormed = fc.oneof(
  textOf(gsm),
  textOf(gsm, extension),
  textOf(extension),
  textOf(gsm, extension, unicode),
  textOf(unicode, emoji),
  textOf(emoji),
  nearBoundary("a", ["a", ...extension]),
  nearBoundary("a", ["я", ...emoji]),
  nearBoundary("ç", ["a", "€", ...emoji]),
  fc.string({ unit: "binary", maxLength: 300, size: "max" }),
);
const anyText = fc.oneof(wellFormed, textOf(gsm, emoji, lone), textOf(lone), nearBoundary("a", [...lone, ...emoji]));

const septets = (text: string) => [...text].reduce((sum, c) => sum + septetsOf(c.codePointAt(0) ?? 0), 0);
const endsInsidePair = (part: string, next: string) => /[\ud800-\udbff]$/.test(part) && /^[\udc00-\udfff]/.test(next);
const often = { numRuns: 1000 };

describe("segments", () => {
  // An empty text is left out, because split-sms counts a part for it: there is nothing to send and to bill.
  // Lone surrogates too: split-sms skips the unit behind any high surrogate, also when it is not the other half of a
  // pair. TS 23.038 counts UCS-2 by 16-bit characters, so "\ud800" is one and not two of them.
  it("are those of split-sms for every well-formed text that is not empty", () => {
    fc.assert(
      fc.property(wellFormed, (text) => {
        fc.pre(text !== "");
        const theirs = splitSms.split(text);
        const ours = countSegments(text);
        expect(ours.encoding).toBe(theirs.characterSet === "GSM" ? "GSM-7" : "UCS-2");
        expect(ours.units).toBe(ours.encoding === "GSM-7" ? theirs.bytes : theirs.bytes / 2);
        expect(ours.unitsLeft).toBe(theirs.remainingInPart);
        expect(splitSegments(text)).toEqual(theirs.parts.map(({ content }) => content));
        expect(ours.segments).toBe(theirs.parts.length);
      }),
      often,
    );
  });

  it("are encoded as split-sms says for every UTF-16 unit", () => {
    const differ: number[] = [];
    for (let unit = 0; unit <= 0xffff; unit++) {
      const text = String.fromCharCode(unit);
      const theirs = splitSms.split(text).characterSet === "GSM" ? "GSM-7" : "UCS-2";
      if (countSegments(text).encoding !== theirs) differ.push(unit);
    }
    expect(differ).toEqual([]);
  });

  it("are the text when joined, are never empty, and are as many as counted", () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const parts = splitSegments(text);
        expect(parts.join("")).toBe(text);
        expect(parts).not.toContain("");
        expect(countSegments(text).segments).toBe(parts.length);
      }),
      often,
    );
  });

  it("never hold more than fits, and leave the room that the count says", () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const parts = splitSegments(text);
        const { encoding, units, unitsPerSegment, unitsLeft } = countSegments(text);
        const sizes = parts.map((part) => (encoding === "GSM-7" ? septets(part) : part.length));
        expect(unitsPerSegment).toBe({ "GSM-7": [160, 153], "UCS-2": [70, 67] }[encoding][parts.length > 1 ? 1 : 0]);
        expect(Math.max(0, ...sizes)).toBeLessThanOrEqual(unitsPerSegment);
        expect(sizes.reduce((sum, size) => sum + size, 0)).toBe(units);
        expect(unitsLeft).toBe(unitsPerSegment - (sizes.at(-1) ?? 0));
      }),
      often,
    );
  });

  it("never end inside a character, and are full unless the next character takes two units", () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const parts = splitSegments(text);
        const { encoding, unitsPerSegment } = countSegments(text);
        parts.slice(0, -1).forEach((part, index) => {
          const next = parts[index + 1] ?? "";
          const [first = ""] = next;
          const size = encoding === "GSM-7" ? septets(part) : part.length;
          const firstSize = encoding === "GSM-7" ? septets(first) : first.length;
          expect(endsInsidePair(part, next)).toBe(false);
          expect(size + firstSize).toBeGreaterThan(unitsPerSegment);
        });
      }),
      often,
    );
  });

  it("are in UCS-2 exactly when a character forces them to be", () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const outside = [...text].filter((character) => septetsOf(character.codePointAt(0) ?? 0) === 0);
        const { encoding } = countSegments(text);
        expect(charactersOutsideGsm7(text)).toEqual([...new Set(outside)]);
        expect(encoding).toBe(outside.length === 0 ? "GSM-7" : "UCS-2");
      }),
      often,
    );
  });
});
