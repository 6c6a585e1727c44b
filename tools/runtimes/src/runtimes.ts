import { join } from "node:path";
import { start } from "@polysms/workspace/src/child-process.ts";
import versions from "../versions/package.json" with { type: "json" };
import { startChromium } from "./chromium.ts";
import { pinned, type Runtime } from "./runtime.ts";
import { startWorkerd } from "./workerd.ts";

const nodes = Object.keys(versions.dependencies)
  .filter((alias) => alias.startsWith("node-"))
  .map((alias) => fromCommandLine(`Node ${alias.slice("node-".length)}`, `${alias}/bin/node`));

/** Every runtime that the packages are for. */
export const runtimes: readonly Runtime[] = [
  ...nodes,
  fromCommandLine("Bun", "bun/bin/bun.exe", "run"),
  // The only permission that the packages need is the network.
  fromCommandLine("Deno", "deno/deno", "run", "--no-prompt", "--cached-only", "--allow-net"),
  { name: "workerd", start: startWorkerd },
  { name: "Chromium", start: startChromium },
];

function fromCommandLine(name: string, binary: string, ...options: readonly string[]): Runtime {
  return {
    name,
    start: async (project, controlUrl) =>
      start(project, pinned(binary), [...options, join("probe", "command-line.js"), controlUrl]),
  };
}
