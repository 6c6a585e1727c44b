import { CommanderError } from "commander";
import { isSmsError, type SmsError } from "polysms";
import { createProgram } from "./program.ts";
import type { Globals } from "./setup/session.ts";
import { type ExitCode, exitCodes } from "./terminal/exit-code.ts";
import { tell } from "./terminal/print-error.ts";
import type { Terminal } from "./terminal/terminal.ts";

/** Runs one command to its end. Resolves to what the process should end with, and never rejects. */
export async function run(argv: readonly string[], terminal: Terminal): Promise<number> {
  let code: ExitCode = exitCodes.ok;
  const endings: (() => void | Promise<void>)[] = [];
  const program = createProgram((made) => ({
    terminal,
    globals: () => made.opts<Globals>(),
    finish: (ended) => {
      code = ended;
    },
    afterwards: (act) => endings.push(act),
  }));
  try {
    await program.parseAsync(argv, { from: "user" });
  } catch (error) {
    code = exitCodeFor(error, terminal, program.opts<Globals>().json === true);
  }
  for (const end of endings) await end();
  return code;
}

function exitCodeFor(error: unknown, terminal: Terminal, json: boolean): ExitCode {
  // The parser has told it by itself.
  if (error instanceof CommanderError) return error.exitCode === 0 ? exitCodes.ok : exitCodes.usage;
  const shown = tell(error, terminal, json);
  return isSmsError(error) ? exitCodeOf(shown) : exitCodes.fault;
}

function exitCodeOf({ code, mayHaveBeenSent, provider }: SmsError): ExitCode {
  if (code === "config" || (code === "bad-request" && provider === undefined)) return exitCodes.usage;
  return mayHaveBeenSent ? exitCodes.unknown : exitCodes.rejected;
}
