import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { runSync } from "@polysms/workspace/src/child-process.ts";
import { root } from "@polysms/workspace/src/repository.ts";
import { number, type Section } from "../report.ts";

const COMMANDS: readonly (readonly [name: string, ...command: string[]])[] = [
  ["`test`, cold: with its installation", "pnpm", "test"],
  ["`test`, warm", "pnpm", "test"],
  ["`generate`", "pnpm", "generate"],
  ["type-check of everything", "pnpm", "exec", "turbo", "run", "typecheck", "--force"],
  ["docs", "pnpm", "run", "docs"],
];

/** How long a contributor waits for the commands, in a fresh clone of the last commit. */
export function measureRepository(): Section {
  const folder = mkdtempSync(join(tmpdir(), "polysms-bench-"));
  const clone = join(folder, "clone");
  try {
    runSync(folder, "git", ["clone", "--quiet", root, clone]);
    const seconds = COMMANDS.map(([, program = "", ...args]) => secondsOf(program, args, clone));
    const [cold = Number.NaN] = seconds;
    return {
      title: "The repository itself",
      remarks: [
        "Each command ran once, one after the other, in a fresh clone of the last commit, with packages from the local store.",
      ],
      tables: [
        {
          columns: ["", "× cold `test`", "s"],
          rows: COMMANDS.map(([name], index) => {
            const own = seconds[index] as number;
            return [name, number(own / cold), number(own)];
          }),
        },
      ],
      checks: [],
    };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function secondsOf(program: string, args: readonly string[], cwd: string): number {
  const started = performance.now();
  // Not with @polysms/workspace: a pnpm inside a script of another pnpm installs nothing, so none of their variables may stay.
  const env = Object.fromEntries(Object.entries(process.env).filter(([name]) => !/^p?npm_/i.test(name)));
  execFileSync(program, args, { cwd, stdio: ["ignore", "ignore", "inherit"], env: { ...env, CI: "1" } });
  return (performance.now() - started) / 1000;
}
