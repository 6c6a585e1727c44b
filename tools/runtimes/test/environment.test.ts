import { run } from "@polysms/workspace/src/child-process.ts";
import { expect, inject, it } from "vitest";
import { pinned } from "../src/runtime.ts";
import versions from "../versions/package.json" with { type: "json" };

const nodes = Object.keys(versions.dependencies)
  .filter((alias) => alias.startsWith("node-"))
  .map((alias) => `${alias}/bin/node`);

function outputOf(binary: string, ...args: readonly string[]): Promise<string> {
  return run(inject("project"), pinned(binary), args, { TOUCHBASEPRO_API_KEY: "example-key" });
}

it.each(nodes)("%s loads the packed facade from CommonJS too", async (node) => {
  const program = 'process.stdout.write(typeof require("polysms").createSms)';
  expect(await outputOf(node, "--input-type=commonjs", "--eval", program)).toBe("function");
});

it.each([
  ...nodes.map((node) => [node]),
  ["bun/bin/bun.exe", "run"],
  ["deno/deno", "run", "--no-prompt", "--cached-only", "--allow-env"],
])("%s lets a provider read its settings from the environment", async (binary, ...options) => {
  expect(await outputOf(binary, ...options, "probe/environment.js")).toBe("touchbasepro");
});
