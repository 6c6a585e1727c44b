import { inspect } from "node:util";

/**
 * Throws if any way of showing the value contains one of the words: as text, as JSON, inspected, or in the stack of an
 * error. It also finds a word in Base64, and a number whose digits are grouped. The error says which word of the list
 * it was by its place, because the word itself must not be printed.
 */
export function assertNoSecrets(value: unknown, words: readonly string[], what = "The value"): void {
  const shown = shownForms(value);
  const grouped = shown.replace(/(?<=\d)[\s().-]+(?=\d)/g, "");
  for (const [index, word] of words.entries()) {
    if ([word, base64(word)].some((form) => shown.includes(form) || grouped.includes(form))) {
      throw new Error(`${what} shows what it must not show: word ${index + 1} of ${words.length}.`);
    }
  }
}

/** Everything that a log could show of a value. */
function shownForms(value: unknown): string {
  const stack = value instanceof Error ? value.stack : "";
  return [String(value), stack, JSON.stringify(value), inspect(value, { depth: null, showHidden: true })].join("\n");
}

// Without padding: it differs if more follows.
function base64(word: string): string {
  return Buffer.from(word).toString("base64").replace(/=+$/, "");
}
