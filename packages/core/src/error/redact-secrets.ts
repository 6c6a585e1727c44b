const RUN = 8;
const STRUCK = "[redacted]";
const LETTER = "[\\p{L}\\p{M}\\p{N}]";
const NAMED: Readonly<Record<string, string>> = { amp: "&", lt: "<", gt: ">", quot: '"', apos: "'", nbsp: " " };

/** A way to write a text: its units, of which a group is an escape, and how an escape in lower case is read. */
type Writing = readonly [units: RegExp, plain: (escaped: string) => string];

const PLAIN: Writing = [/./gsu, String];
const HTML: Writing = [
  /&(#\d{1,6}|#x[\da-f]{1,5}|amp|lt|gt|quot|apos|nbsp);|./gisu,
  (name) => NAMED[name] ?? String.fromCodePoint(Number(name.slice(1).replace("x", "0x"))),
];
const QUOTED: Writing = [/((?:\\u[\da-f]{4})+|\\["\\/bfnrt])|./gisu, (escaped) => JSON.parse(`"${escaped}"`)];
const ADDRESS: Writing = [
  /((?:%[\da-f]{2})+|\+)|./gisu,
  (escaped) =>
    escaped === "+"
      ? " "
      : new TextDecoder().decode(Uint8Array.from(escaped.slice(1).split("%"), (byte) => Number.parseInt(byte, 16))),
];

/** The text without what it repeats of the secrets, in the forms that {@link redact} promises. */
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
  const clean = strikeWords(runs.size === 0 ? text : strikeRuns(text, runs), words);
  return clean.replace(/\d+/g, (digits) => (codes.has(digits) ? STRUCK : digits));
}

function strikeRuns(text: string, runs: ReadonlySet<string>): string {
  const struck = new Set<number>();
  for (const writing of /[&\\%+]/.test(text) ? [PLAIN, HTML, QUOTED, ADDRESS] : [PLAIN]) {
    const { letters, spans } = read(text, writing);
    for (let at = 0; at + RUN <= letters.length; at++) {
      if (!runs.has(letters.slice(at, at + RUN))) continue;
      const end = spans[at + RUN - 1]?.[1] ?? 0;
      for (let place = spans[at]?.[0] ?? end; place < end; place++) struck.add(place);
    }
  }
  return text.replace(/./gs, (unit, at: number) => (!struck.has(at) ? unit : struck.has(at - 1) ? "" : STRUCK));
}

function strikeWords(text: string, words: readonly string[]): string {
  if (words.length === 0) return text;
  const patterns = words
    // The longest first: one may be the beginning of another.
    .toSorted((a, b) => b.length - a.length)
    .map((word) => word.replace(/[\\^$.*+?()[\]{}|]/g, "\\$&").replace(/\s+/g, "\\s+"));
  // A word ends where letters do, unless it has none at that end itself.
  const whole = `(?<!${LETTER}(?=${LETTER}))(?:${patterns.join("|")})(?!(?<=${LETTER})${LETTER})`;
  return text.replace(new RegExp(whole, "giu"), STRUCK);
}

/** Makes white space one space, and letters that differ in case only the same. */
function fold(text: string): string {
  // First down, then up: "ẞ" and "ß" have nothing else in common with "SS".
  return text.toLowerCase().toUpperCase().replace(/\s+/g, " ");
}

/** Folds a text, its escapes read, and tells where each letter of that stood. */
function read(text: string, [units, plain]: Writing) {
  let letters = "";
  const spans: [start: number, end: number][] = [];
  for (const { 0: unit, 1: escaped, index } of text.matchAll(units)) {
    const folded = fold(escaped === undefined ? unit : plain(escaped.toLowerCase()));
    letters += letters.endsWith(" ") ? folded.trimStart() : folded;
    while (spans.length < letters.length) spans.push([index, index + unit.length]);
  }
  return { letters, spans };
}
