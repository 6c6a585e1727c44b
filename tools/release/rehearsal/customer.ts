import { cpSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { type Environment, failureOf, run } from "@polysms/workspace/src/child-process.ts";
import type { Registry } from "./registry.ts";

const programs = new URL("programs", import.meta.url).pathname;
const TOOLS = { typescript: "7.0.2", "@types/node": "24.19.2" };

/** A user's project, which gets our packages from the registry alone. */
export interface Customer {
  readonly folder: string;
  /** Runs the customer's package manager. */
  manage(...args: readonly string[]): Promise<string>;
  /** Type-checks one of the programs, declarations of libraries included. */
  compile(program: string): Promise<string>;
  /** What the compiler says of a program that must not compile. */
  compileError(program: string): Promise<string>;
  execute(program: string): Promise<string>;
  /** The version of a direct dependency that is installed. */
  installed(name: string): string;
}

export function newCustomer(folder: string, manager: "npm" | "pnpm", { environment }: Registry): Customer {
  mkdirSync(folder, { recursive: true });
  cpSync(programs, folder, { recursive: true });
  const manifest = { name: "shop", version: "1.0.0", private: true, type: "module", devDependencies: TOOLS };
  writeFileSync(join(folder, "package.json"), JSON.stringify(manifest));
  // By default Prism reports its installation to its makers, and pnpm asks about each such script.
  if (manager === "pnpm") writeFileSync(join(folder, "pnpm-workspace.yaml"), 'allowBuilds:\n  "@scarf/scarf": false\n');
  const env: Environment = { ...environment, PNPM_CONFIG_STORE_DIR: join(folder, "store"), SCARF_ANALYTICS: "false" };
  const compiler = join(folder, "node_modules/typescript/bin/tsc");
  const check = (program: string) => [compiler, "-p", settingsFor(folder, program)];
  return {
    folder,
    manage: (...args) => run(folder, manager, args, env),
    compile: (program) => run(folder, "node", check(program)),
    compileError: (program) => failureOf(folder, "node", check(program)),
    execute: (program) => run(folder, "node", [program]),
    installed: (name) => {
      const text = readFileSync(join(folder, "node_modules", name, "package.json"), "utf8");
      return (JSON.parse(text) as { version: string }).version;
    },
  };
}

function settingsFor(folder: string, program: string): string {
  const file = join(folder, `tsconfig.${program}.json`);
  writeFileSync(file, JSON.stringify({ extends: "./tsconfig.json", files: [program] }));
  return file;
}
