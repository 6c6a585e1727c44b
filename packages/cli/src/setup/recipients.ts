import { type E164, isE164, type LocalRegion, parsePhone } from "polysms";
import type { Terminal } from "../terminal/terminal.ts";
import { refuse } from "./usage-error.ts";

/** Numbers and a text, as they were typed. */
export interface Addressed {
  readonly to: readonly E164[];
  readonly text: string;
}

/** Reads `<number...> <text>`: the last word is the text, and `-` stands for the text on standard input. */
export async function readWords(words: readonly string[], region: string | undefined, terminal: Terminal) {
  const numbers = words.slice(0, -1);
  const last = words.at(-1) ?? "";
  if (isE164(last)) throw refuse("The text is missing: the last word is a number.", "Write it last, in quotes.");
  const text = last === "-" ? (await terminal.input()).replace(/\r?\n$/, "") : last;
  return { to: numbers.map((number) => readNumber(number, region)), text } satisfies Addressed;
}

/** One number as it was typed. Throws an `SmsError` that says what is wrong with it. */
export function readNumber(typed: string, region: string | undefined): E164 {
  const parsed = parsePhone(typed, region === undefined ? {} : { region: region as LocalRegion });
  if (parsed.ok) return parsed.phone;
  const hint =
    parsed.reason === "region-needed"
      ? "Write it like +254712345678, or name its country: --region KE."
      : "One looks like +254712345678. A text goes last, in quotes.";
  throw refuse(`"${typed}" is no telephone number. ${parsed.message.replace("pass { region }", "use --region")}`, hint);
}
