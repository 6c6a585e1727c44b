import { homedir } from "node:os";
import { join } from "node:path";
import type { Terminal } from "../terminal/terminal.ts";

/** Where commands keep what they need later: `POLYSMS_STATE_DIR`, by default `~/.local/state/polysms`. */
export function stateFolder(env: Terminal["env"]): string {
  return env.POLYSMS_STATE_DIR ?? join(env.XDG_STATE_HOME ?? join(homedir(), ".local", "state"), "polysms");
}
