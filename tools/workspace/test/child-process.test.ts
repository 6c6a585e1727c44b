import { describe, expect, it } from "vitest";
import { failureOf, run, runNode, runSync, start } from "../src/child-process.ts";
import { root } from "../src/repository.ts";

const evaluate = (code: string) => ["--eval", code];
const node = process.execPath;
const failing = "console.log('half'); console.error('broken'); process.exitCode = 3;";

describe("a child process", () => {
  it("that succeeds gives its standard output alone", async () => {
    const code = "console.error('a warning'); console.log(process.cwd());";
    expect(await run(root, node, evaluate(code))).toBe(`${root}\n`);
    expect(await runNode(root, ...(evaluate(code) as [string, string]))).toBe(`${root}\n`);
    expect(runSync(root, node, evaluate(code))).toBe(`${root}\n`);
  });

  it("that fails rejects with its exit code and all that it printed", async () => {
    await expect(run(root, node, evaluate(failing))).rejects.toThrow(/ended with 3:\n(half\nbroken|broken\nhalf)/);
    expect(() => runSync(root, node, evaluate(failing))).toThrow(/ended with 3:\nhalf\nbroken/);
    await expect(run(root, node, evaluate("process.kill(process.pid)"))).rejects.toThrow("ended with SIGTERM");
    await expect(run(root, "no-such-program", [])).rejects.toThrow("ENOENT");
  });

  it("that has to fail gives what it printed, and rejects if it succeeds", async () => {
    expect(await failureOf(root, node, evaluate(failing))).toContain("broken");
    await expect(failureOf(root, node, evaluate("console.log('fine')"))).rejects.toThrow("should have failed:\nfine");
  });

  it("does not take itself for a part of the test run or the task that started it", async () => {
    const code = "console.log(Object.keys(process.env).filter((name) => /VITEST|TURBO/.test(name)).join())";
    expect(process.env.VITEST).toBe("true");
    expect(await run(root, node, evaluate(code), { SHOP: "one" })).toBe("\n");
    expect(await run(root, node, evaluate("console.log(process.env.SHOP)"), { SHOP: "one" })).toBe("one\n");
  });

  it("can be read as it runs, on further file descriptors too", async () => {
    const child = start(root, node, evaluate("require('node:fs').writeSync(3, 'port 80')"), {}, ["pipe"]);
    const texts: string[] = [];
    child.stdio[3]?.on("data", (data: Buffer) => texts.push(data.toString()));
    await new Promise((resolve) => child.once("close", resolve));
    expect(texts.join("")).toBe("port 80");
  });
});
