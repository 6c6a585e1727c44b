import { type ChildProcess, spawn, spawnSync } from "node:child_process";

export type Environment = Readonly<Record<string, string>>;

// What says that this is a test run, or a script inside a task, is not true of a program that is started here.
const OWN = /^(VITEST|JEST|TEST$|NODE_ENV$|TURBO|INIT_CWD$|npm_(package|lifecycle)_)/;

/** Runs a program to its end and returns its standard output. Rejects with all that it printed if it fails. */
export async function run(
  cwd: string,
  program: string,
  args: readonly string[],
  env: Environment = {},
): Promise<string> {
  const ended = await runToEnd(cwd, program, args, env);
  if (ended.code !== 0) throw failure(program, args, ended);
  return ended.output;
}

/** The same for a Node program, on the Node that runs this one. */
export function runNode(cwd: string, program: string, ...args: readonly string[]): Promise<string> {
  return run(cwd, process.execPath, [program, ...args]);
}

/** The same for code that cannot wait. */
export function runSync(cwd: string, program: string, args: readonly string[]): string {
  const { status, signal, stdout, stderr, error } = spawnSync(program, args, {
    cwd,
    env: inheritedEnvironment(),
    encoding: "utf8",
    stdio: ["ignore", "pipe", "pipe"],
    maxBuffer: 64 * 1024 * 1024,
    shell: process.platform === "win32",
  });
  if (error !== undefined) throw error;
  if (status !== 0) throw failure(program, args, { code: status ?? signal, printed: stdout + stderr });
  return stdout;
}

/** Everything that a program printed that has to fail. Rejects if it succeeds. */
export async function failureOf(
  cwd: string,
  program: string,
  args: readonly string[],
  env: Environment = {},
): Promise<string> {
  const { code, printed } = await runToEnd(cwd, program, args, env);
  if (code === 0) throw new Error(`${program} ${args.join(" ")} should have failed:\n${printed}`);
  return printed;
}

/** Starts a program whose output, and whose further file descriptors, can be read as it runs. */
export function start(
  cwd: string,
  program: string,
  args: readonly string[],
  env: Environment = {},
  fileDescriptors: readonly "pipe"[] = [],
): ChildProcess {
  return spawn(program, args, {
    cwd,
    env: { ...inheritedEnvironment(), ...env },
    stdio: ["ignore", "pipe", "pipe", ...fileDescriptors],
    shell: process.platform === "win32",
  });
}

interface Ended {
  readonly code: number | string | null;
  readonly output: string;
  /** With standard error, in the order in which it came. */
  readonly printed: string;
}

function runToEnd(cwd: string, program: string, args: readonly string[], env: Environment): Promise<Ended> {
  return new Promise((resolve, reject) => {
    const child = start(cwd, program, args, env);
    let output = "";
    let printed = "";
    child.stdout?.setEncoding("utf8").on("data", (text: string) => {
      output += text;
      printed += text;
    });
    child.stderr?.setEncoding("utf8").on("data", (text: string) => {
      printed += text;
    });
    child.on("error", reject);
    child.on("close", (code, signal) => resolve({ code: code ?? signal, output, printed }));
  });
}

function inheritedEnvironment(): NodeJS.ProcessEnv {
  return Object.fromEntries(Object.entries(process.env).filter(([name]) => !OWN.test(name)));
}

function failure(program: string, args: readonly string[], { code, printed }: Pick<Ended, "code" | "printed">): Error {
  return new Error(`${program} ${args.join(" ")} ended with ${code}:\n${printed}`);
}
