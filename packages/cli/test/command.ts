import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { text } from "node:stream/consumers";

const main = join(import.meta.dirname, "..", "src", "main.ts");

/** Variables of a child process: one provider, whose requests go to a server on loopback. */
export function touchbasepro(url: string) {
  return { TOUCHBASEPRO_API_KEY: "example-key", POLYSMS_BASE_URL_TOUCHBASEPRO: url };
}

/** A new folder, deleted at the end of its scope. */
export function temporaryFolder() {
  const path = mkdtempSync(join(tmpdir(), "polysms-cli-"));
  return { path, [Symbol.dispose]: () => rmSync(path, { recursive: true, force: true }) };
}

interface Ended {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly stdout: string;
  readonly stderr: string;
}

const NODE = [process.execPath, "--conditions=@polysms/source", main] as const;

/** Starts the real command in a new process. */
export function start(args: readonly string[], cwd: string, env: Readonly<Record<string, string>> = {}) {
  return startProcess([...NODE, ...args], cwd, env);
}

/** Runs the command with a limit on the size of files, in blocks of 512 bytes: like a full disk. */
export async function startLimited(
  args: readonly string[],
  cwd: string,
  env: Readonly<Record<string, string>>,
  blocks: number,
) {
  return startProcess(["sh", "-c", `ulimit -f ${blocks}; exec "$@"`, "sh", ...NODE, ...args], cwd, env).ended;
}

function startProcess([file = "", ...args]: readonly string[], cwd: string, env: Readonly<Record<string, string>>) {
  const { PATH = "", HOME = "" } = process.env;
  const child: ChildProcess = spawn(file, args, {
    cwd,
    env: { PATH, HOME, POLYSMS_STATE_DIR: cwd, ...env },
    stdio: ["ignore", "pipe", "pipe"],
  });
  const { stdout, stderr } = child;
  const ended = Promise.all([
    once(child, "exit"),
    stdout === null ? "" : text(stdout),
    stderr === null ? "" : text(stderr),
  ]).then(([[code, signal], out, err]): Ended => ({ code, signal, stdout: out, stderr: err }));
  return { child, ended };
}

/** Runs the real command in a new process to its end. */
export async function command(args: readonly string[], cwd: string, env: Readonly<Record<string, string>> = {}) {
  return start(args, cwd, env).ended;
}
