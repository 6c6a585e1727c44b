import { execFile } from "node:child_process";
import { readFileSync } from "node:fs";
import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { pinned } from "./runtime.ts";

const execute = promisify(execFile);

/** How a program finds its packages, and the kind of modules that goes with it. */
export const MODULES = { node16: "node16", nodenext: "nodenext", bundler: "esnext" } as const;

export interface Compilation {
  /** Alias of the compiler in `versions/package.json`. */
  readonly compiler: string;
  readonly moduleResolution: keyof typeof MODULES;
  readonly skipLibCheck: boolean;
  /** Files of `consumer/`. */
  readonly files: readonly string[];
  /** Packages of types; none, unless the program is for Node. */
  readonly types?: readonly string[];
}

/** Compiles a consumer's program, as strictly as there are options. Returns what the compiler complains of. */
export async function compile(project: string, compilation: Compilation): Promise<string> {
  const { compiler, moduleResolution, skipLibCheck, files, types = [] } = compilation;
  const folder = join(project, "compilations");
  const config = join(folder, `${[compiler, moduleResolution, skipLibCheck, ...files].join("-")}.json`);
  const compilerOptions = {
    noEmit: true,
    strict: true,
    exactOptionalPropertyTypes: true,
    noUncheckedIndexedAccess: true,
    noPropertyAccessFromIndexSignature: true,
    target: "es2022",
    lib: ["es2022", "dom", "dom.iterable", "esnext.disposable"],
    module: MODULES[moduleResolution],
    moduleResolution,
    skipLibCheck,
    types,
    typeRoots: [pinned("@types")],
  };
  await mkdir(folder, { recursive: true });
  await writeFile(config, JSON.stringify({ compilerOptions, files: files.map((file) => `../consumer/${file}`) }));
  try {
    await execute(process.execPath, [pinned(binaryOf(compiler)), "--project", config, "--pretty", "false"]);
    return "";
  } catch (error) {
    const { stdout = "", stderr = "" } = error as { stdout?: string; stderr?: string };
    return stdout + stderr || String(error);
  }
}

function binaryOf(compiler: string): string {
  const { bin } = JSON.parse(readFileSync(pinned(`${compiler}/package.json`), "utf8")) as {
    readonly bin: { readonly tsc: string };
  };
  return join(compiler, bin.tsc);
}
