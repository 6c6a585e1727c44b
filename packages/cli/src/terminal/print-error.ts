import { isSmsError, SmsError } from "polysms";
import type { Terminal } from "./terminal.ts";

/** Tells of an error on standard error, as JSON if that is wanted. Whatever is no `SmsError` is a fault of ours. */
export function tell(error: unknown, terminal: Terminal, json: boolean): SmsError {
  const shown = isSmsError(error)
    ? error
    : new SmsError(`A fault of polysms: ${String(error)}`, { code: "config", mayHaveBeenSent: true });
  if (json) terminal.err(`${JSON.stringify({ error: shown })}\n`);
  else terminal.err(`error: ${shown.message}\n${shown.hint === undefined ? "" : `${shown.hint}\n`}`);
  return shown;
}
