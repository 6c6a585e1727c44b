import { readFileSync } from "node:fs";
import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { runNode } from "@polysms/workspace/src/child-process.ts";
import { pinned } from "./runtime.ts";

/** How a program finds its packages, and the kind of modules that it needs for that. */
export const MODULES = { node16: "node16", nodenext: "nodenext", bundler: "esnext" } as const;

interface Compilation {
  /** Alias of the compiler in `versions/package.json`. */
  readonly compiler: string;
  readonly moduleResolution: keyof typeof MODULES;
  readonly skipLibCheck: boolean;
  /** Files of `consumer/`. */
  readonly files: readonly string[];
  /** Packages of types. Default none: the program is not for Node alone. */
  readonly types?: readonly string[];
}

/** Compiles a user's program, as strictly as possible. Returns what the compiler finds wrong. */
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
  const compiling = runNode(project, pinned(binaryOf(compiler)), "--project", config, "--pretty", "false");
  return compiling.then(
    () => "",
    (error: Error) => error.message,
  );
}

function binaryOf(compiler: string): string {
  const { bin } = JSON.parse(readFileSync(pinned(`${compiler}/package.json`), "utf8")) as {
    readonly bin: { readonly tsc: string };
  };
  return join(compiler, bin.tsc);
}
