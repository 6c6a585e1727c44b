import { inspect } from "node:util";

/** Everything that a log could show of a value: as text, as JSON, inspected, and the stack of an error. */
export function shownForms(value: unknown): string {
  const stack = value instanceof Error ? value.stack : "";
  return [String(value), stack, JSON.stringify(value), inspect(value, { depth: null, showHidden: true })].join("\n");
}

/**
 * Throws when any way of showing the value shows one of the words, be it in Base64 or, for a number, with its digits
 * grouped. The reason names the word by its place in the list, because the word is not to be printed.
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

// Without its padding, which is another when more follows.
function base64(word: string): string {
  return Buffer.from(word).toString("base64").replace(/=+$/, "");
}
