import { execFile } from "node:child_process";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { promisify } from "node:util";

const execute = promisify(execFile);
const require = createRequire(import.meta.url);
const redoclyManifest = createRequire(require.resolve("@polysms/specs/package.json")).resolve(
  "@redocly/cli/package.json",
);

/** Runs a Node program to its end and returns what it printed. Rejects with all of its output when it fails. */
export async function runNode(cwd: string, program: string, ...args: readonly string[]): Promise<string> {
  // The program must not take itself for a part of this vitest run.
  const own = Object.entries(process.env).filter(([name]) => !/^(VITEST|TEST$|NODE_ENV$|JEST)/.test(name));
  const env = { ...Object.fromEntries(own), REDOCLY_TELEMETRY: "off", REDOCLY_SUPPRESS_UPDATE_NOTICE: "true" };
  try {
    const { stdout } = await execute(process.execPath, [program, ...args], { cwd, env, maxBuffer: 64 * 1024 * 1024 });
    return stdout;
  } catch (error) {
    const { stdout = "", stderr = "" } = error as { stdout?: string; stderr?: string };
    throw new Error(`${program} ${args.join(" ")} failed:\n${stdout}\n${stderr}`);
  }
}

export const redocly = join(dirname(redoclyManifest), "bin", "cli.js");
export const vitest = join(dirname(require.resolve("vitest/package.json")), "vitest.mjs");
export const tsc = join(dirname(require.resolve("typescript/package.json")), "bin", "tsc");
