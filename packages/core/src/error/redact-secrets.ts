const RUN = 8;
const REDACTED = "[redacted]";
const LETTER = "[\\p{L}\\p{M}\\p{N}]";
const NAMED: Readonly<Record<string, string>> = { amp: "&", lt: "<", gt: ">", quot: '"', apos: "'", nbsp: " " };

/** A way to write a text: its units, with a group that matches an escape, and how to read an escape in lower case. */
type Notation = readonly [units: RegExp, plain: (escaped: string) => string];

const PLAIN: Notation = [/./gsu, String];
const HTML: Notation = [
  /&(#\d{1,6}|#x[\da-f]{1,5}|amp|lt|gt|quot|apos|nbsp);|./gisu,
  (name) => NAMED[name] ?? String.fromCodePoint(Number(name.slice(1).replace("x", "0x"))),
];
const QUOTED: Notation = [/((?:\\u[\da-f]{4})+|\\["\\/bfnrt])|./gisu, (escaped) => JSON.parse(`"${escaped}"`)];
const ADDRESS: Notation = [
  /((?:%[\da-f]{2})+|\+)|./gisu,
  (escaped) =>
    escaped === "+"
      ? " "
      : new TextDecoder().decode(Uint8Array.from(escaped.slice(1).split("%"), (byte) => Number.parseInt(byte, 16))),
];

/** The text without the parts of the secrets that it repeats, in the forms that {@link redact} promises. */
export function redactSecrets(text: string, secrets: readonly string[]): string {
  const runs = new Set<string>();
  const words: string[] = [];
  const codes = new Set<string>();
  for (const secret of secrets) {
    const letters = fold(secret);
    for (let at = 0; at + RUN <= letters.length; at++) runs.add(letters.slice(at, at + RUN));
    const word = secret.trim();
    if (word !== "" && letters.trim().length < RUN) words.push(word);
    for (const [digits] of secret.matchAll(/\d+/g)) if (digits.length > 3 && digits.length < 10) codes.add(digits);
  }
  const clean = redactWords(runs.size === 0 ? text : redactRuns(text, runs), words);
  return clean.replace(/\d+/g, (digits) => (codes.has(digits) ? REDACTED : digits));
}

function redactRuns(text: string, runs: ReadonlySet<string>): string {
  const hidden = new Set<number>();
  for (const notation of /[&\\%+]/.test(text) ? [PLAIN, HTML, QUOTED, ADDRESS] : [PLAIN]) {
    const { letters, spans } = read(text, notation);
    for (let at = 0; at + RUN <= letters.length; at++) {
      if (!runs.has(letters.slice(at, at + RUN))) continue;
      const end = spans[at + RUN - 1]?.[1] ?? 0;
      for (let index = spans[at]?.[0] ?? end; index < end; index++) hidden.add(index);
    }
  }
  return text.replace(/./gs, (unit, at: number) => (!hidden.has(at) ? unit : hidden.has(at - 1) ? "" : REDACTED));
}

function redactWords(text: string, words: readonly string[]): string {
  if (words.length === 0) return text;
  const patterns = words
    // The longest first, because one may be the start of another.
    .toSorted((a, b) => b.length - a.length)
    .map((word) => word.replace(/[\\^$.*+?()[\]{}|]/g, "\\$&").replace(/\s+/g, "\\s+"));
  // A word ends where its letters end, unless it has no letter at that end.
  const whole = `(?<!${LETTER}(?=${LETTER}))(?:${patterns.join("|")})(?!(?<=${LETTER})${LETTER})`;
  return text.replace(new RegExp(whole, "giu"), REDACTED);
}

/** Turns runs of white space into one space, and ignores case. */
function fold(text: string): string {
  // First down, then up: only so do "ẞ" and "ß" become "SS".
  return text.toLowerCase().toUpperCase().replace(/\s+/g, " ");
}

/** Folds a text after reading its escapes, and returns where each letter of the result was in the text. */
function read(text: string, [units, plain]: Notation) {
  let letters = "";
  const spans: [start: number, end: number][] = [];
  for (const { 0: unit, 1: escaped, index } of text.matchAll(units)) {
    const folded = fold(escaped === undefined ? unit : plain(escaped.toLowerCase()));
    letters += letters.endsWith(" ") ? folded.trimStart() : folded;
    while (spans.length < letters.length) spans.push([index, index + unit.length]);
  }
  return { letters, spans };
}
