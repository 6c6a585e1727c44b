import { existsSync } from "node:fs";
import { join } from "node:path";
import { type Environment, run } from "@polysms/workspace/src/child-process.ts";
import { publicPackages } from "./clone.ts";

/** Rejects unless everything that is published from this clone goes to loopback. */
export async function requireLoopback(clone: string, environment: Environment): Promise<void> {
  for (const { name, folder, publishConfig } of publicPackages(clone).values()) {
    for (const place of [clone, folder]) {
      if (existsSync(join(place, ".npmrc"))) throw new Error(`${place} has an .npmrc of its own.`);
    }
    const elsewhere = Object.keys((publishConfig as object | undefined) ?? {}).filter((key) =>
      key.endsWith("registry"),
    );
    if (elsewhere.length > 0) throw new Error(`publishConfig of ${name} names a registry.`);
  }
  const scoped = await setting(clone, "@polysms:registry", environment);
  if (scoped !== "undefined") throw new Error(`The scope has a registry of its own: ${scoped}.`);
  for (const tool of ["pnpm", "npm"]) {
    const registry = new URL(await setting(clone, "registry", environment, tool));
    if (registry.hostname !== "127.0.0.1") throw new Error(`${tool} would publish to ${registry.host}.`);
  }
}

async function setting(cwd: string, key: string, environment: Environment, tool = "pnpm"): Promise<string> {
  const silent = tool === "npm" ? ["--loglevel=silent"] : [];
  return (await run(cwd, tool, ["config", "get", key, ...silent], environment)).trim();
}
