import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { run } from "./child-process.ts";

const require = createRequire(import.meta.url);
// The version of Redocly that lints the specs.
const redocly = createRequire(require.resolve("@polysms/specs/package.json")).resolve("@redocly/cli/package.json");

export const vitest = join(dirname(require.resolve("vitest/package.json")), "vitest.mjs");
export const tsc = join(dirname(require.resolve("typescript/package.json")), "bin", "tsc");

/** Runs Redocly, which asks no host for updates and reports nothing to anybody. */
export function runRedocly(cwd: string, ...args: readonly string[]): Promise<string> {
  const program = join(dirname(redocly), "bin", "cli.js");
  const silent = { REDOCLY_TELEMETRY: "off", REDOCLY_SUPPRESS_UPDATE_NOTICE: "true" };
  return run(cwd, process.execPath, [program, ...args], silent);
}
