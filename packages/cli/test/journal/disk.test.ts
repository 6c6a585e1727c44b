import { existsSync, statSync, writeFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { type Disk, systemDisk } from "../../src/journal/append-only-file.ts";
import { accepted, call, row, setupJournal } from "./setup.ts";

const test = setupJournal();
const full = () =>
  Object.assign(new Error("ENOSPC: no space left on device, write"), { code: "ENOSPC", syscall: "write" });

/** A disk whose flushes wait until they are let go, one after the other. */
function slowDisk() {
  const waiting: (() => void)[] = [];
  const disk: Disk = {
    ...systemDisk,
    flush: () => new Promise((resolve) => void waiting.push(resolve)),
  };
  return { disk, waiting, finish: () => waiting.shift()?.() };
}

/** Whether something has happened once everything that waits for nothing else is done. */
async function isSettled(promise: Promise<unknown>): Promise<boolean> {
  let settled = false;
  promise.then(
    () => {
      settled = true;
    },
    () => {
      settled = true;
    },
  );
  for (let turn = 0; turn < 50; turn++) await Promise.resolve();
  return settled;
}

describe("the disk below a journal", () => {
  it("has each line before a row may be sent, and a line that comes during a flush waits for the next", async () => {
    const { disk, waiting, finish } = slowDisk();
    const journal = test.create({ disk });
    const first = journal.reserve(row("a"), "print.a", call);
    expect(await isSettled(first)).toBe(false);
    const second = journal.reserve(row("b"), "print.b", call);
    const third = journal.reserve(row("c"), "print.c", call);
    expect(waiting).toHaveLength(1);
    finish();
    expect([await isSettled(first), await isSettled(second), await isSettled(third)]).toEqual([true, false, false]);
    expect(waiting).toHaveLength(1);
    finish();
    expect([await isSettled(second), await isSettled(third)]).toEqual([true, true]);
  });

  it("is asked once more by a caller whose first answer was lost", async () => {
    const { disk, finish } = slowDisk();
    const journal = test.create({ disk });
    const first = journal.reserve(row("a"), "print.a", call);
    const again = journal.reserve(row("a"), "print.a", call);
    finish();
    expect([await isSettled(first), await isSettled(again)]).toEqual([true, false]);
    finish();
    expect(await again).toEqual({ state: "reserved" });
  });

  it("that takes only part of a line makes reserve reject, and nothing is reserved after it", async () => {
    let short = false;
    const write: Disk["write"] = (file, bytes) =>
      systemDisk.write(file, short ? bytes.subarray(0, bytes.length - 1) : bytes);
    const journal = test.create({ disk: { ...systemDisk, write } });
    short = true;
    await expect(journal.reserve(row("a"), "print.a", call)).rejects.toThrow("only part of a line");
    short = false;
    await expect(journal.reserve(row("b"), "print.b", call)).rejects.toThrow("only part of a line");
    journal.close();
    const resumed = test.resume();
    expect((await resumed.reserve(row("b"), "print.b", call)).state).toBe("reserved");
  });

  it("that fails to flush makes that reserve and the next ones reject, also those that wait for a later flush", async () => {
    const { disk, waiting } = slowDisk();
    let fail = (_: Error) => {};
    const failing: Disk = {
      ...disk,
      flush: (file) =>
        waiting.length > 0
          ? systemDisk.flush(file)
          : new Promise((_, reject) => {
              waiting.push(() => {});
              fail = reject;
            }),
    };
    const journal = test.create({ disk: failing });
    const first = journal.reserve(row("a"), "print.a", call);
    const second = journal.reserve(row("b"), "print.b", call);
    fail(Object.assign(new Error("EIO: i/o error, fdatasync"), { code: "EIO" }));
    await expect(first).rejects.toThrow("EIO");
    await expect(second).rejects.toThrow("EIO");
    await expect(journal.reserve(row("c"), "print.c", call)).rejects.toThrow("EIO");
    expect(journal.failure?.message).toContain("EIO");
  });

  it("that is full at the start is named, leaves no journal behind, and nothing is lost for the next try", async () => {
    const write = () => {
      throw full();
    };
    const named = expect.objectContaining({
      code: "config",
      message: `The disk is full (ENOSPC): ${test.path} could not be written.`,
    });
    expect(() => test.create({ disk: { ...systemDisk, write } })).toThrow(named);
    expect([existsSync(test.path), existsSync(`${test.path}.lock`)]).toEqual([false, false]);
    const journal = test.create();
    await journal.reserve(row("a"), "print.a", call);
    test.kill();
    const { size } = statSync(test.path);
    expect(() => test.resume({ disk: { ...systemDisk, write } })).toThrow(named);
    expect(statSync(test.path).size).toBe(size);
    expect((await test.resume().find(row("a"), call))?.state).toBe("pending");
  });

  it("that takes only part of what a resumed journal opens with leaves it as it was", async () => {
    test.create().close();
    const { size } = statSync(test.path);
    const write: Disk["write"] = (file, bytes) => systemDisk.write(file, bytes.subarray(0, 10));
    expect(() => test.resume({ disk: { ...systemDisk, write } })).toThrow("only part of a line");
    expect(statSync(test.path).size).toBe(size);
    test.resume();
  });

  it.each(["create", "resume"] as const)("that left an empty journal lets a campaign %s with it", async (how) => {
    writeFileSync(test.path, "");
    const journal = test[how]();
    await journal.reserve(row("a"), "print.a", call);
    journal.close();
    expect((await test.resume().find(row("a"), call))?.state).toBe("pending");
  });

  it.each([1, 20, 200])(
    "that took %i bytes of the first line from a process that died lets a campaign resume",
    (bytes) => {
      test.create();
      test.kill();
      writeFileSync(test.path, (test.lines()[0] ?? "").slice(0, bytes));
      expect(() => test.create()).toThrow("already exists");
      expect(test.resume().keys).toBe(0);
    },
  );

  it("is written by one process: what another one adds ends this one", async () => {
    const journal = test.create();
    await journal.reserve(row("a"), "print.a", call);
    writeFileSync(test.path, "x", { flag: "a" });
    await expect(journal.reserve(row("b"), "print.b", call)).rejects.toThrow("another program is writing to it");
    await expect(journal.finalize(row("a"), "print.a", accepted, 1, call)).rejects.toThrow("another program");
    journal.close();
    expect(existsSync(`${test.path}.lock`)).toBe(true);
  });
});
