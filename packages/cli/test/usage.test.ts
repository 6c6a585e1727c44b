import type { Command } from "commander";
import { afterAll, describe, expect, it } from "vitest";
import { createProgram } from "../src/program.ts";
import { command, temporaryFolder } from "./command.ts";
import { polysms } from "./scripted-terminal.ts";

const folder = temporaryFolder();
const cwd = folder.path;
afterAll(() => folder[Symbol.dispose]());

/** Every command without subcommands, as it is typed. */
function commandsOf(program: Command, parents: readonly string[] = []): string[][] {
  return program.commands.flatMap((each) => {
    const path = [...parents, each.name()];
    return each.commands.length > 0 ? commandsOf(each, path) : [path];
  });
}

const session = { terminal: {}, globals: () => ({}), finish: () => {}, onEnd: () => {} };
const commands = commandsOf(createProgram(() => session as never)).filter(([name]) => name !== "complete");

describe("the command line", () => {
  it.each(commands)("polysms %s %s shows an example in its help", async (...path) => {
    const words = path.filter((word) => word !== undefined);
    const { code, out } = await polysms([...words, "--help"], { cwd });
    expect(code).toBe(0);
    expect(out).toContain(`\n  $ polysms ${words.join(" ")}`);
    expect(out).toContain("Global Options:");
  });

  it("has all the documented commands", () => {
    expect(new Set(commands.map(([name]) => name))).toEqual(
      new Set([
        ...["send", "otp", "preview", "balance", "status", "contacts", "campaign", "mock", "check", "webhook"],
        "providers",
      ]),
    );
  });

  it.each([
    [["sned"], "Did you mean send?"],
    [["campaign", "lanch", "x.csv"], "Did you mean launch?"],
    [["send", "--dry-rum", "+27831000001", "x"], "Did you mean --dry-run?"],
    [["mock", "vavasm"], "vavasms"],
  ])("%s ends with 2 and suggests what was meant", async (args, hint) => {
    const { code, out, err } = await polysms(args, { cwd });
    expect([code, out]).toEqual([2, ""]);
    expect(err).toContain(hint);
  });

  it("documents its exit codes", async () => {
    const { code, out } = await polysms(["--help"], { cwd });
    expect(code).toBe(0);
    for (const line of [
      "0    everything",
      "1    something was rejected",
      "2    wrong usage",
      "3    it is unknown",
      "130",
    ]) {
      expect(out).toContain(line);
    }
  });

  it("completes commands, options and values", async () => {
    const complete = async (...words: string[]) => (await command(["complete", "--", ...words], cwd)).stdout;
    expect(await complete("campaign", "")).toMatch(/^launch\t/m);
    expect(await complete("mock", "")).toMatch(/^vavasms/m);
    expect((await command(["complete", "bash"], cwd)).stdout).toContain("polysms");
  });
});
