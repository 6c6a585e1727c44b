import { styleText } from "node:util";
import type { Terminal } from "./terminal.ts";

type Style = "red" | "green" | "yellow" | "dim" | "bold";

/** A function that colours text on a terminal with colours, and returns it unchanged elsewhere. */
export function createColours({ colours }: Pick<Terminal, "colours">): (style: Style, text: string) => string {
  return (style, text) => (colours ? styleText(style, text, { validateStream: false }) : text);
}

const styles: Readonly<Record<string, Style>> = {
  accepted: "green",
  rejected: "red",
  unknown: "yellow",
  skipped: "dim",
};

/** The colour of an outcome's status. */
export function styleOf(status: string): Style {
  return styles[status] ?? "bold";
}

/** Text from outside, without control characters that could move the cursor or change the colours of a terminal. */
export function plain(text: string): string {
  return text.replaceAll(/\p{Cc}+/gu, " ");
}
