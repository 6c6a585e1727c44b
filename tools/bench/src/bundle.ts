import { isBuiltin } from "node:module";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { build, type RolldownPlugin } from "rolldown";

/** A package as a bundler ships it. */
export interface Bundle {
  /** Minified and gzipped. */
  readonly bytes: number;
  /** Modules of Node that it needs; with one of them it runs in no browser. */
  readonly builtins: readonly string[];
}

/** Bundles a module given as text as if it stood in a folder: for browsers if it can, otherwise for Node. */
export async function bundle(module: string, folder: string): Promise<Bundle> {
  // A package for Node alone may not even resolve for browsers.
  const forBrowsers = await bundleFor("browser", module, folder).catch(() => undefined);
  return forBrowsers?.builtins.length === 0 ? forBrowsers : bundleFor("node", module, folder);
}

async function bundleFor(platform: "browser" | "node", module: string, folder: string): Promise<Bundle> {
  const entry = join(folder, "bundled.js");
  const builtins = new Set<string>();
  const plugin: RolldownPlugin = {
    name: "bench",
    resolveId(id, importer) {
      if (id === entry) return entry;
      // What the bundler adds for itself is not asked for by the package.
      if (!isBuiltin(id) || importer?.startsWith("\0")) return undefined;
      builtins.add(id.replace(/^node:/, ""));
      return { id, external: true };
    },
    load: (id) => (id === entry ? module : undefined),
  };
  const { output } = await build({
    input: entry,
    platform,
    plugins: [plugin],
    write: false,
    logLevel: "silent",
    // A runtime at the edge is a browser without a page; some packages have code for the one and not for the other.
    ...(platform === "browser" ? { resolve: { conditionNames: ["workerd", "edge-light", "browser"] } } : {}),
    output: { format: "esm", minify: true, codeSplitting: false },
  });
  const code = output.map((file) => (file.type === "chunk" ? file.code : "")).join("");
  return { bytes: gzipSync(code, { level: 9 }).byteLength, builtins: [...builtins].sort() };
}
