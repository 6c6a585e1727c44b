import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { expect, inject, it } from "vitest";
import { pinned } from "../src/runtime.ts";
import versions from "../versions/package.json" with { type: "json" };

const execute = promisify(execFile);
const nodes = Object.keys(versions.dependencies)
  .filter((alias) => alias.startsWith("node-"))
  .map((alias) => `${alias}/bin/node`);

async function outputOf(binary: string, ...args: readonly string[]): Promise<string> {
  const env = { ...process.env, TOUCHBASEPRO_API_KEY: "example-key" };
  const { stdout } = await execute(pinned(binary), [...args], { cwd: inject("project"), env });
  return stdout;
}

it.each(nodes)("%s gives the packed facade to CommonJS as well", async (node) => {
  const program = 'process.stdout.write(typeof require("polysms").createSms)';
  expect(await outputOf(node, "--input-type=commonjs", "--eval", program)).toBe("function");
});

it.each([
  ...nodes.map((node) => [node]),
  ["bun/bin/bun.exe", "run"],
  ["deno/deno", "run", "--no-prompt", "--cached-only", "--allow-env"],
])("%s gives the settings of its environment to a provider", async (binary, ...options) => {
  expect(await outputOf(binary, ...options, "probe/environment.js")).toBe("touchbasepro");
});
