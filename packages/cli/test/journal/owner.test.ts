import { spawn } from "node:child_process";
import { once } from "node:events";
import { rmSync } from "node:fs";
import { describe, expect, it, vi } from "vitest";
import { readLine, writeLine } from "../../src/journal/line.ts";
import { takeLock } from "../../src/journal/lock.ts";
import { checkHasEnded, createOwner, type JournalOwner } from "../../src/journal/owner.ts";
import { call, row, setupJournal } from "./setup.ts";

const test = setupJournal();

/** Leaves a journal of a process that differs in this and was killed; its lock, or its last line, says so. */
function leaveAs(where: Place, change: Partial<JournalOwner>): void {
  const owner = { ...createOwner(test.folder), ...change };
  test.create();
  test.kill();
  if (where === "lock") {
    rmSync(`${test.path}.lock`);
    takeLock(test.path, owner, false).end(false);
    return;
  }
  const header = readLine(Buffer.from(test.lines()[1]?.trimEnd() ?? ""));
  if (header === undefined) throw new Error("There is no header.");
  test.write([...test.lines().slice(0, 2), writeLine({ kind: "opened", owner }, header).text]);
}

type Place = "lock" | "journal";
const PLACES: readonly Place[] = ["lock", "journal"];

describe("the owner of a journal", () => {
  it("is one process: a second one cannot resume while it is at it", () => {
    test.create();
    expect(() => test.resume()).toThrow(`is being written by process ${process.pid}`);
    expect(() => test.resume({ takeOver: true })).toThrow(`is being written by process ${process.pid}`);
    test.journal.close();
    test.resume();
  });

  it.each(PLACES)("in its %s is another process as long as that runs, and not after it was killed", async (where) => {
    const child = spawn(process.execPath, ["-e", "process.stdin.resume()"], { stdio: ["pipe", "ignore", "ignore"] });
    leaveAs(where, { pid: child.pid ?? 0, started: "-" });
    expect(() => test.resume()).toThrow(`is being written by process ${child.pid}`);
    child.kill("SIGKILL");
    await once(child, "exit");
    test.resume();
  });

  it.each(PLACES)("in its %s is on another machine until the user says that it has ended there", async (where) => {
    leaveAs(where, { machine: "fedcba9876543210", host: "db-2", pid: 4711 });
    const refused = expect.objectContaining({
      message: expect.stringContaining("was opened by process 4711 on db-2, another machine or container"),
      hint: expect.stringContaining("nothing on db-2 is still sending, then resume with --take-over"),
    });
    expect(() => test.resume()).toThrow(refused);
    const journal = test.resume({ takeOver: true });
    await journal.reserve(row("a"), "print", call);
    test.kill();
    // It is ours now, and may be resumed here without being asked.
    expect((await test.resume().find(row("a"), call))?.state).toBe("pending");
  });

  const self = { ...createOwner("/nowhere"), boot: "boot-1", started: "100" };
  const ended = (change: Partial<JournalOwner>, takeOver = false) =>
    checkHasEnded("x", { ...self, ...change }, self, takeOver);

  it("has ended if the machine was started again since, whatever has its id now", () => {
    expect(() => ended({ boot: "boot-0", pid: process.ppid, started: "-" })).not.toThrow();
    expect(() => ended({ pid: process.ppid, started: "-" })).toThrow(`written by process ${process.ppid}`);
  });

  it.runIf(process.platform === "linux")("has ended if another process has its id now", () => {
    expect(() => ended({ pid: process.ppid, started: "1" })).not.toThrow();
  });

  it("is still running if the process belongs to another user", () => {
    vi.spyOn(process, "kill").mockImplementation(() => {
      throw Object.assign(new Error("kill EPERM"), { code: "EPERM" });
    });
    expect(() => ended({ pid: 4_194_303, started: "-" })).toThrow("written by process 4194303");
  });

  it("may be another program where the system does not say when it started, so the user may know better", () => {
    const unknown = { pid: process.ppid, started: "-" };
    expect(() => ended(unknown)).toThrow(expect.objectContaining({ hint: expect.stringContaining("--take-over") }));
    expect(() => ended(unknown, true)).not.toThrow();
  });

  it("is this process only while it has the journal open", () => {
    expect(() => ended({})).toThrow("is being written");
    expect(() => ended({ nonce: "0" })).not.toThrow();
  });
});
