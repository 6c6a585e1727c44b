import { readManifest, readText } from "@polysms/workspace/src/repository.ts";
import { expect, it } from "vitest";
import { expectNone } from "../src/expect-none.ts";

// Commands of pnpm itself, which it prefers to a script of the same name.
const PNPM_OWN = new Set(["docs", "pack", "publish", "version", "link", "audit", "run", "exec"]);

const { scripts = {}, packageManager } = readManifest(".");
const commands = [...readText("tools/README.md").matchAll(/^\| `pnpm (run )?([a-z:-]+)/gm)].map(
  ([command, run, name = ""]) => ({
    command: command.slice(3),
    name,
    isScript: run !== undefined || !PNPM_OWN.has(name),
  }),
);

it("the table of commands in tools/README.md lists every script, and nothing else", () => {
  expect(commands.length).toBeGreaterThan(5);
  const listed = commands.map(({ name }) => name);
  expectNone(
    Object.keys(scripts).filter((name) => !listed.includes(name)),
    "Add a row for the script to tools/README.md.",
  );
  expectNone(
    listed.filter((name) => !(name in scripts)),
    "Name a script of package.json, or delete the row from tools/README.md.",
  );
});

it("the commands in tools/README.md run the script, not a command of pnpm", () => {
  expectNone(
    commands.filter(({ isScript }) => !isScript).map(({ command }) => command),
    'Write "pnpm run" before the name: pnpm has a command of its own with that name.',
  );
});

it("the README opens with the two commands that show everything and check everything", () => {
  const [, block = ""] = /^```sh\n([\s\S]*?)^```$/m.exec(readText("README.md")) ?? [];
  const shown = block.split("\n").flatMap((line) => line.split("#")[0]?.trim() || []);
  expect(shown, "Begin the first block of sh in README.md with these two commands.").toEqual([
    `npx -y ${packageManager} demo`,
    `npx -y ${packageManager} test`,
  ]);
});

it("the README is short: at most 120 lines and 700 words", () => {
  const text = readText("README.md");
  const advice = "Move details into a guide, packages/README.md or tools/README.md, and link to them.";
  expect(text.trimEnd().split("\n").length, advice).toBeLessThanOrEqual(120);
  expect(text.split(/\s+/).filter((word) => /\w/.test(word)).length, advice).toBeLessThanOrEqual(700);
});
