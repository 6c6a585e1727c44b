import { CommanderError } from "commander";
import { isSmsError, SmsError } from "polysms";
import { type ExitCode, exitCodes } from "./exit-code.ts";
import { createProgram } from "./program.ts";
import type { Globals } from "./session.ts";
import type { Terminal } from "./terminal.ts";

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
    code = tell(error, terminal, program.opts<Globals>().json === true);
  }
  for (const end of endings) await end();
  return code;
}

function tell(error: unknown, terminal: Terminal, json: boolean): ExitCode {
  // The parser has told it by itself.
  if (error instanceof CommanderError) return error.exitCode === 0 ? exitCodes.ok : exitCodes.usage;
  const known = isSmsError(error) ? error : undefined;
  const shown = known ?? new SmsError(`A fault of polysms: ${String(error)}`, { code: "config", certainty: "unknown" });
  if (json) terminal.err(`${JSON.stringify({ error: shown })}\n`);
  else terminal.err(`error: ${shown.message}\n${shown.hint === undefined ? "" : `${shown.hint}\n`}`);
  return known === undefined ? exitCodes.fault : exitCodeOf(known);
}

function exitCodeOf({ code, certainty, provider }: SmsError): ExitCode {
  if (code === "config" || (code === "bad-request" && provider === undefined)) return exitCodes.usage;
  return certainty === "unknown" ? exitCodes.unknown : exitCodes.rejected;
}
