import { type E164, isE164, type LocalRegion, parsePhone } from "polysms";
import type { Terminal } from "../terminal/terminal.ts";
import { usageError, withCommandOptions } from "./usage-error.ts";

/** Numbers and a text, read from the arguments of a command. */
interface Addressed {
  readonly to: readonly E164[];
  readonly text: string;
}

/** Reads `<number...> <text>`. The last argument is the text; `-` reads it from standard input. */
export async function readWords(
  words: readonly string[],
  region: string | undefined,
  terminal: Terminal,
): Promise<Addressed> {
  const numbers = words.slice(0, -1);
  const last = words.at(-1) ?? "";
  if (isE164(last)) throw usageError("The text is missing: the last argument is a number.", "Put it last, in quotes.");
  const text = last === "-" ? await readText(terminal) : last;
  return { to: numbers.map((number) => readNumber(number, region)), text };
}

/** The text on standard input, without the line end that `echo` adds. */
export async function readText(terminal: Terminal): Promise<string> {
  return (await terminal.input()).replace(/\r?\n$/, "");
}

/** Reads one number as people write it. Throws a usage error that says what is wrong with it. */
export function readNumber(typed: string, region: string | undefined): E164 {
  const parsed = parsePhone(typed, region === undefined ? {} : { region: region as LocalRegion });
  if (parsed.ok) return parsed.phone;
  const hint =
    parsed.reason === "region-needed"
      ? "Write it like +254712345678, or name its country: --region KE."
      : "One looks like +254712345678. The text goes last, in quotes.";
  throw usageError(`"${typed}" is not a phone number. ${withCommandOptions(parsed.message)}`, hint);
}
