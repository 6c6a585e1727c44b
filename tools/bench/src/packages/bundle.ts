import { isBuiltin } from "node:module";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { build, type RolldownPlugin } from "rolldown";

/** A package as a bundler ships it. */
interface Bundle {
  /** Minified and gzipped. */
  readonly bytes: number;
  /** The modules of Node that it needs. With one of them it does not run in a browser. */
  readonly builtins: readonly string[];
}

/** Bundles a module given as text as if it were a file of the folder: for browsers if possible, otherwise for Node. */
export async function bundle(module: string, folder: string): Promise<Bundle> {
  // A package for Node alone may not resolve for browsers.
  const forBrowsers = await codeFor("browser", module, folder).catch(() => undefined);
  const { code, builtins } = forBrowsers ?? (await codeFor("node", module, folder));
  return { bytes: gzipSync(code, { level: 9 }).byteLength, builtins };
}

/** The code of such a bundle for Node, minified. */
export async function bundleForNode(module: string, folder: string): Promise<string> {
  const { code } = await codeFor("node", module, folder);
  return code;
}

async function codeFor(platform: "browser" | "node", module: string, folder: string) {
  const entry = join(folder, "bundled.js");
  const builtins = new Set<string>();
  const plugin: RolldownPlugin = {
    name: "bench",
    resolveId(id, importer) {
      if (id === entry) return entry;
      // The bundler adds modules of its own, which the package does not need.
      if (!isBuiltin(id) || importer?.startsWith("\0")) return undefined;
      // The first one is enough to know; bundling the rest takes seconds.
      if (platform === "browser") throw new Error(`Browsers do not have ${id}.`);
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
    // A runtime at the edge is like a browser without a page; some packages have code for only one of the two.
    ...(platform === "browser" ? { resolve: { conditionNames: ["workerd", "edge-light", "browser"] } } : {}),
    output: { format: "esm", minify: true, codeSplitting: false },
  });
  const code = output.map((file) => (file.type === "chunk" ? file.code : "")).join("");
  return { code, builtins: [...builtins].sort() };
}
