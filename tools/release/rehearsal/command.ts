import { type ChildProcess, spawn } from "node:child_process";

export type Environment = Readonly<Record<string, string>>;

// What says that this is a test run, or a script inside a task, is not true of what is started here.
const OWN = /^(VITEST|TEST$|NODE_ENV$|TURBO|INIT_CWD$|npm_(package|lifecycle)_)/;
const inherited = Object.entries(process.env).filter(([name]) => !OWN.test(name));

/** Runs a command to its end and returns its output. Rejects with that and its complaints when it fails. */
export async function run(
  cwd: string,
  command: string,
  args: readonly string[],
  env: Environment = {},
): Promise<string> {
  const { code, output, everything } = await attempt(cwd, command, args, env);
  if (code !== 0) throw new Error(`${command} ${args.join(" ")} ended with ${code}:\n${everything}`);
  return output;
}

/** What a command wrote that has to fail. */
export async function refusal(
  cwd: string,
  command: string,
  args: readonly string[],
  env: Environment = {},
): Promise<string> {
  const { code, everything } = await attempt(cwd, command, args, env);
  if (code === 0) throw new Error(`${command} ${args.join(" ")} should have failed:\n${everything}`);
  return everything;
}

export function start(cwd: string, command: string, args: readonly string[], env: Environment = {}): ChildProcess {
  return spawn(command, args, {
    cwd,
    env: { ...Object.fromEntries(inherited), ...env },
    stdio: ["ignore", "pipe", "pipe"],
    shell: process.platform === "win32",
  });
}

interface Ended {
  readonly code: number | null;
  readonly output: string;
  /** With what went to standard error, in the order in which it came. */
  readonly everything: string;
}

function attempt(cwd: string, command: string, args: readonly string[], env: Environment): Promise<Ended> {
  return new Promise((resolve, reject) => {
    const child = start(cwd, command, args, env);
    let output = "";
    let everything = "";
    child.stdout?.on("data", (chunk: Buffer) => {
      output += chunk;
      everything += chunk;
    });
    child.stderr?.on("data", (chunk: Buffer) => {
      everything += chunk;
    });
    child.on("error", reject);
    child.on("close", (code) => resolve({ code, output, everything }));
  });
}
