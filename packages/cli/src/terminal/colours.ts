import { styleText } from "node:util";
import type { Terminal } from "./terminal.ts";

type Style = "red" | "green" | "yellow" | "dim" | "bold";

/** Colours where the terminal has them. */
export function painter({ paints }: Pick<Terminal, "paints">): (style: Style, text: string) => string {
  return (style, text) => (paints ? styleText(style, text, { validateStream: false }) : text);
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

/** Someone else's words, without whatever could move the cursor or change the colours of a terminal. */
export function plain(text: string): string {
  return text.replaceAll(/\p{Cc}+/gu, " ");
}
