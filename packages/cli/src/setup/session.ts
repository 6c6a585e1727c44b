import type { ExitCode } from "../terminal/exit-code.ts";
import type { Terminal } from "../terminal/terminal.ts";

/** Options that every command accepts. */
export interface Globals {
  readonly config?: string;
  readonly json?: boolean;
  readonly mock?: boolean;
}

/** One run of the command. */
export interface Session {
  readonly terminal: Terminal;
  globals(): Globals;
  /** Sets the exit code. */
  finish(code: ExitCode): void;
  /** Adds something to do when the command has ended, even if it failed. */
  onEnd(act: () => void | Promise<void>): void;
}

/** Writes one JSON document on a line of its own. */
export function writeJson({ terminal }: Pick<Session, "terminal">, value: unknown): Promise<void> {
  return terminal.out(`${JSON.stringify(value)}\n`);
}

/** The examples at the end of a command's help. */
export function examples(...lines: readonly string[]): string {
  return `\nExample${lines.length === 1 ? "" : "s"}:\n${lines.map((line) => `  $ polysms ${line}`).join("\n")}`;
}
