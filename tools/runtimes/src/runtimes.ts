import { join } from "node:path";
import versions from "../versions/package.json" with { type: "json" };
import { startChromium } from "./chromium.ts";
import { pinned, type Runtime, startProgram } from "./runtime.ts";
import { startWorkerd } from "./workerd.ts";

const nodes = Object.keys(versions.dependencies)
  .filter((alias) => alias.startsWith("node-"))
  .map((alias) => fromCommandLine(`Node ${alias.slice("node-".length)}`, `${alias}/bin/node`));

/** Every runtime that the packages are for. */
export const runtimes: readonly Runtime[] = [
  ...nodes,
  fromCommandLine("Bun", "bun/bin/bun.exe", "run"),
  // All that the packages need to be allowed is the network.
  fromCommandLine("Deno", "deno/deno", "run", "--no-prompt", "--cached-only", "--allow-net"),
  { name: "workerd", start: startWorkerd },
  { name: "Chromium", start: startChromium },
];

function fromCommandLine(name: string, binary: string, ...options: readonly string[]): Runtime {
  return {
    name,
    start: async (project, controlUrl) =>
      startProgram(pinned(binary), [...options, join("probe", "command-line.js"), controlUrl], project),
  };
}
