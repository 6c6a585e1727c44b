import { readManifest, readText } from "@polysms/workspace/src/repository.ts";
import { expect, it } from "vitest";

// Commands of pnpm itself, which it takes before a script of the same name.
const PNPM_OWN = new Set(["docs", "pack", "publish", "version", "link", "audit", "run", "exec"]);

it("every command of the README is a script, written so that pnpm takes it for one", () => {
  const { scripts = {} } = readManifest(".");
  const commands = [...readText("README.md").matchAll(/^\| `pnpm (run )?([a-z:-]+)/gm)];
  expect(commands.length).toBeGreaterThan(5);
  for (const [, run, name = ""] of commands) {
    expect(Object.keys(scripts)).toContain(name);
    expect(run !== undefined || !PNPM_OWN.has(name), `pnpm ${name} is not the script`).toBe(true);
  }
});
