import { CommanderError } from "commander";
import { isSmsError, type SmsError } from "polysms";
import { createProgram } from "./program.ts";
import type { Globals } from "./setup/session.ts";
import { type ExitCode, exitCodes } from "./terminal/exit-code.ts";
import { printError } from "./terminal/print-error.ts";
import type { Terminal } from "./terminal/terminal.ts";

/** Runs one command to its end. Resolves to the exit code of the process, and never rejects. */
export async function run(argv: readonly string[], terminal: Terminal): Promise<number> {
  let code: ExitCode = exitCodes.ok;
  const onEnd: (() => void | Promise<void>)[] = [];
  const program = createProgram((created) => ({
    terminal,
    globals: () => created.opts<Globals>(),
    finish: (exitCode) => {
      code = exitCode;
    },
    onEnd: (act) => onEnd.push(act),
  }));
  try {
    await program.parseAsync(argv, { from: "user" });
  } catch (error) {
    code = exitCodeFor(error, terminal, program.opts<Globals>().json === true);
  }
  for (const act of onEnd) await act();
  return code;
}

function exitCodeFor(error: unknown, terminal: Terminal, json: boolean): ExitCode {
  // The parser has already printed it.
  if (error instanceof CommanderError) return error.exitCode === 0 ? exitCodes.ok : exitCodes.usage;
  const shown = printError(error, terminal, json);
  return isSmsError(error) ? exitCodeOf(shown) : exitCodes.bug;
}

function exitCodeOf({ code, mayHaveBeenSent, provider }: SmsError): ExitCode {
  if (code === "config" || (code === "bad-request" && provider === undefined)) return exitCodes.usage;
  return mayHaveBeenSent === false ? exitCodes.rejected : exitCodes.unknown;
}
