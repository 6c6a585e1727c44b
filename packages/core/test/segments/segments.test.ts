import { describe, expect, it } from "vitest";
import { charactersOutsideGsm7 } from "../../src/segments/gsm7.ts";
import { countSegments, splitSegments } from "../../src/segments/segments.ts";

const lengths = (text: string) => splitSegments(text).map((part) => part.length);

describe("a text in GSM-7", () => {
  it.each([
    ["no characters", "", 0, 0, 160, 160],
    ["one character", "a", 1, 1, 160, 159],
    ["160 characters", "a".repeat(160), 1, 160, 160, 0],
    ["161 characters", "a".repeat(161), 2, 161, 153, 145],
    ["306 characters", "a".repeat(306), 2, 306, 153, 0],
    ["307 characters", "a".repeat(307), 3, 307, 153, 152],
    ["80 euro signs", "€".repeat(80), 1, 160, 160, 0],
    ["81 euro signs", "€".repeat(81), 2, 162, 153, 143],
    ["an extension character at 159 and 160", `${"a".repeat(158)}{`, 1, 160, 160, 0],
    ["an extension character at 160 and 161", `${"a".repeat(159)}{`, 2, 161, 153, 145],
    ["an extension character at 153 and 154", `${"a".repeat(152)}[${"a".repeat(7)}`, 2, 161, 153, 144],
    ["306 septets with a pair across the boundary", `${"a".repeat(152)}|${"a".repeat(152)}`, 3, 306, 153, 152],
    ["1,530 characters", "a".repeat(1530), 10, 1530, 153, 0],
    ["39,016 characters, more than the standard joins", "a".repeat(39016), 256, 39016, 153, 152],
  ])("of %s is counted by septets", (_, text, segments, units, unitsPerSegment, unitsLeft) => {
    const counted = countSegments(text);
    expect(counted).toMatchObject({ encoding: "GSM-7", segments, units, unitsPerSegment, unitsLeft });
    expect(charactersOutsideGsm7(text)).toEqual([]);
    expect(splitSegments(text)).toHaveLength(segments);
    expect(splitSegments(text).join("")).toBe(text);
  });

  it("leaves the last septet of a part empty rather than splitting an extension character", () => {
    const text = `${"a".repeat(152)}~${"b".repeat(151)}€c`;
    expect(lengths(text)).toEqual([152, 152, 2]);
    expect(splitSegments(text)[1]).toBe(`~${"b".repeat(151)}`);
    expect(splitSegments(text)[2]).toBe("€c");
  });

  it.each([..."^{}[]~\\|€\f"])("pays two septets for %j", (character) => {
    expect(countSegments(character)).toMatchObject({ encoding: "GSM-7", units: 2, unitsLeft: 158 });
  });

  it.each([
    ["English", "Your code is 123456. Don't share it!"],
    ["Kiswahili", "Habari yako! Agizo lako limetumwa, asante."],
    ["German", "Grüße, Straße 5"],
    ["French with é, è, ù and à only", "Déjà payé, où est le règlement ?"],
    ["Greek capitals without a Latin twin", "ΔΦΓΛΩΠΨΣΘΞ"],
    ["Scandinavian", "Ærø, Ålesund, Örebro"],
    ["Spanish", "¿Qué? ¡Mañana, Ñuñoa!"],
    ["capital c with cedilla", "GARÇON"],
    ["money and marks", "£5 ¥5 $5 ¤5 §1 @_#"],
    ["line ends", "one\r\ntwo\nthree"],
  ])("may be %s", (_, text) => {
    expect(countSegments(text)).toMatchObject({ encoding: "GSM-7", segments: 1, units: text.length });
  });
});

describe("a text in UCS-2", () => {
  it.each([
    ["one character", "я", 1, 1, 70, 69],
    ["70 characters", "я".repeat(70), 1, 70, 70, 0],
    ["71 characters", "я".repeat(71), 2, 71, 67, 63],
    ["134 characters", "я".repeat(134), 2, 134, 67, 0],
    ["135 characters", "я".repeat(135), 3, 135, 67, 66],
    ["35 emoji", "😀".repeat(35), 1, 70, 70, 0],
    ["36 emoji", "😀".repeat(36), 2, 72, 67, 61],
    ["an emoji at 69 and 70", `${"a".repeat(68)}😀`, 1, 70, 70, 0],
    ["an emoji at 70 and 71", `${"a".repeat(69)}😀`, 2, 71, 67, 63],
    ["an emoji at 67 and 68", `${"a".repeat(66)}😀${"a".repeat(3)}`, 2, 71, 67, 62],
    ["134 units with an emoji across the boundary", `${"a".repeat(66)}😀${"a".repeat(66)}`, 3, 134, 67, 66],
    ["160 GSM-7 characters and a late one", `${"a".repeat(160)}я`, 3, 161, 67, 40],
    ["extension characters, which are one unit here", `${"€".repeat(69)}я`, 1, 70, 70, 0],
  ])("of %s is counted by UTF-16 units", (_, text, segments, units, unitsPerSegment, unitsLeft) => {
    expect(countSegments(text)).toMatchObject({ encoding: "UCS-2", segments, units, unitsPerSegment, unitsLeft });
    expect(splitSegments(text)).toHaveLength(segments);
    expect(splitSegments(text).join("")).toBe(text);
  });

  it("leaves the last unit of a part empty rather than splitting an emoji", () => {
    const text = `${"a".repeat(66)}😀${"b".repeat(64)}🎉c`;
    expect(splitSegments(text)).toEqual(["a".repeat(66), `😀${"b".repeat(64)}`, "🎉c"]);
  });

  it.each([
    ["French with circumflexes", "Êtes-vous prêt ? Ça va", ["Ê", "ê"]],
    ["French with a small cedilla", "Reçu, GARÇON", ["ç"]],
    ["Gĩkũyũ", "Wanjikũ na Mũthoni", ["ũ"]],
    ["a curly apostrophe", "Don’t share it", ["’"]],
    ["an acute a", "más", ["á"]],
    ["a no-break space", "5\u00a0000 F", ["\u00a0"]],
    ["a tab", "a\tb", ["\t"]],
    ["a backtick", "`", ["`"]],
    ["an escape, which is not a character of GSM-7", "\u001b", ["\u001b"]],
    ["Greek capitals that look Latin", "ΑΒΕ", ["Α", "Β", "Ε"]],
    ["small Greek letters", "Ωω", ["ω"]],
    ["the ohm sign, which looks like omega", "\u2126", ["\u2126"]],
    ["a decomposed é", "e\u0301", ["\u0301"]],
    ["Hindi", "नमस्ते न", ["न", "म", "स", "\u094d", "त", "\u0947"]],
    ["Arabic", "مرحبا 123", ["م", "ر", "ح", "ب", "ا"]],
    ["an emoji more than once", "🎉 Karibu 🎉🙂", ["🎉", "🙂"]],
    ["an emoji of several code points", "👍🏽", ["👍", "🏽"]],
  ])("is forced by %s", (_, text, forcedBy) => {
    const counted = countSegments(text);
    expect(counted).toMatchObject({ encoding: "UCS-2", segments: 1, units: text.length });
    expect(charactersOutsideGsm7(text)).toEqual(forcedBy);
  });

  it("may hold half a surrogate pair, which counts one unit", () => {
    const high = "\ud83d";
    const low = "\ude00";
    expect(countSegments(high)).toMatchObject({ encoding: "UCS-2", segments: 1, units: 1 });
    expect(charactersOutsideGsm7(`${low}${high}`)).toEqual([low, high]);
    expect(charactersOutsideGsm7(`${high}${high}${low}`)).toEqual([high, "😀"]);
    expect(lengths(high.repeat(71))).toEqual([67, 4]);
    expect(lengths(`${"a".repeat(66)}${high}${"a".repeat(4)}`)).toEqual([67, 4]);
    expect(lengths(`${"a".repeat(66)}${high}${high}${low}aa`)).toEqual([67, 4]);
  });
});
