import { invalidInput, maskPhone } from "@polysms/core";
import type { MemoryMessage } from "./memory/message.ts";

/** The one-time code of a message: the one its service made up, or the only run of 4 to 9 digits in its text. */
export function codeIn({ to, text, code }: MemoryMessage): string {
  if (code !== undefined) return code;
  const [first, ...others] = text.match(/(?<!\d)\d{4,9}(?!\d)/g) ?? [];
  if (first !== undefined && others.length === 0) return first;
  const problem =
    first === undefined ? "has no run of 4 to 9 digits in it" : `has ${others.length + 1} numbers that could be a code`;
  throw invalidInput("to", `names a number (${maskPhone(to)}) whose last message ${problem}.`, {
    hint: "Read it from the text of the message in sent.",
  });
}
