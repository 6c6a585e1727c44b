import { isSmsError, SmsError } from "polysms";
import type { Terminal } from "./terminal.ts";

/** Prints an error on standard error, as JSON if `json` is set. Anything but an `SmsError` is a bug in polysms. */
export function printError(error: unknown, terminal: Terminal, json: boolean): SmsError {
  const shown = isSmsError(error)
    ? error
    : new SmsError(`This is a bug in polysms: ${String(error)}`, { code: "config", mayHaveBeenSent: true });
  if (json) terminal.err(`${JSON.stringify({ error: shown })}\n`);
  else terminal.err(`error: ${shown.message}\n${shown.hint === undefined ? "" : `${shown.hint}\n`}`);
  return shown;
}
