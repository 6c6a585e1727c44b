import { spawn } from "node:child_process";
import { once } from "node:events";
import { appendFileSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { createJournal, type Journal, resumeJournal } from "../../src/journal/journal.ts";
import { createOffsetTable } from "../../src/journal/offset-table.ts";
import { createOwner } from "../../src/journal/owner.ts";
import { temporaryFolder } from "../command.ts";

let folder: ReturnType<typeof temporaryFolder>;
let path: string;
let journal: Journal;

beforeEach(() => {
  folder = temporaryFolder();
  path = join(folder.path, "x.journal");
  journal = createJournal(path, "content");
});
afterEach(() => {
  try {
    journal.close();
  } catch {
    // The test closed it.
  }
  folder[Symbol.dispose]();
});

const accepted = JSON.stringify([{ status: "accepted", id: "1" }]);

/** Leaves the file as a process does that is killed. */
function kill(): void {
  const content = readFileSync(path);
  journal.close();
  writeFileSync(path, content);
}

describe("a journal", () => {
  it("remembers what was finished, and treats what was only started as pending", async () => {
    await journal.reserve("a", "print-a");
    await journal.finalize("a", "print-a", accepted, false);
    await journal.reserve("b", "print-b");
    kill();
    journal = resumeJournal(path, "content");
    expect(await journal.reserve("a", "print-a")).toEqual({ state: "done", mark: "print-a", record: accepted });
    expect(await journal.reserve("b", "print-b")).toEqual({ state: "pending", mark: "print-b" });
    expect(await journal.reserve("c", "print-c")).toEqual({ state: "reserved" });
    expect(journal.startedRows).toBe(3);
  });

  it("cannot be resumed if it was opened elsewhere and not closed, unless that process is known to have ended", () => {
    journal.close();
    const elsewhere = `\no ${process.pid} - 0123456789abcdef fedcba9876543210\n`;
    appendFileSync(path, elsewhere);
    expect(() => resumeJournal(path, "content")).toThrow(/another machine or in another container/);
    journal = resumeJournal(path, "content", true);
    journal.close();
    // It stays valid, as if the other process had closed it itself.
    appendFileSync(path, `${elsewhere.replace("0123", "4567")}c 4567456789abcdef\n`);
    journal = resumeJournal(path, "content");
  });

  it("keeps the name of its campaign", () => {
    const { campaign } = journal;
    journal.close();
    journal = resumeJournal(path, "content");
    expect(journal.campaign).toBe(campaign);
  });

  it("returns marks and records unchanged, whatever they contain", async () => {
    const [mark, record] = ["print é/.+ 1", 'a\\n\t.\n"b"\\ \u2028 \u2029'];
    await journal.reserve("a", mark);
    await journal.finalize("a", mark, record, false);
    journal.close();
    journal = resumeJournal(path, "content");
    expect(await journal.reserve("a", "another")).toEqual({ state: "done", mark, record });
  });

  it("forgets what was released, also after a restart", async () => {
    await journal.reserve("a", "print-a");
    await journal.release("a", "print-a");
    expect(await journal.reserve("a", "print-a")).toEqual({ state: "reserved" });
    await journal.release("a", "print-a");
    journal.close();
    journal = resumeJournal(path, "content");
    expect(await journal.reserve("a", "print-a")).toEqual({ state: "reserved" });
  });

  it.each(["r 0123", `f ${"0".repeat(16)} print [{"status":"acc`, `r ${"0".repeat(16)} print-but-cut-o`, "\n", "o 12"])(
    "can be resumed after a last line that was cut off: %j",
    async (cutOff) => {
      await journal.reserve("a", "print-a");
      kill();
      appendFileSync(path, cutOff);
      for (let restart = 0; restart < 3; restart++) {
        journal = resumeJournal(path, "content");
        expect(await journal.reserve("a", "print-a")).toMatchObject({ state: "pending" });
        expect(await journal.reserve(`new ${restart}`, "print")).toEqual({ state: "reserved" });
        kill();
      }
    },
  );

  it("treats a row whose last line was cut off as started, not as finished", async () => {
    await journal.reserve("a", "print-a");
    await journal.finalize("a", "print-a", accepted, false);
    kill();
    const whole = readFileSync(path, "utf8");
    writeFileSync(path, whole.slice(0, whole.lastIndexOf("]") + 1));
    journal = resumeJournal(path, "content");
    expect(await journal.reserve("a", "print-a")).toMatchObject({ state: "pending" });
  });

  it("cannot be resumed if it is damaged in the middle", async () => {
    await journal.reserve("a", "print-a");
    journal.close();
    writeFileSync(path, readFileSync(path, "utf8").replace(/^r /m, "? "));
    expect(() => resumeJournal(path, "content")).toThrow(/damaged before byte \d+/);
  });

  it("cannot be resumed for another file or text, if it does not exist, or if it is not a journal", () => {
    journal.close();
    expect(() => resumeJournal(path, "other content")).toThrow("the journal of another campaign");
    expect(() => resumeJournal(join(folder.path, "y.journal"), "content")).toThrow("There is no journal");
    writeFileSync(path, "msisdn\n+27831000001\n");
    expect(() => resumeJournal(path, "content")).toThrow("is not the journal of a campaign");
  });

  it("cannot be created twice", () => {
    expect(() => createJournal(path, "content")).toThrow("already exists: this campaign was started before.");
  });

  it("is written by one process at a time", async () => {
    expect(() => resumeJournal(path, "content")).toThrow(`is being written by process ${process.pid}`);
    journal.close();
    const child = spawn(process.execPath, ["-e", "process.stdin.resume()"], { stdio: ["pipe", "ignore", "ignore"] });
    appendFileSync(path, `\no ${child.pid} - 0123456789abcdef ${createOwner().machine}\n`);
    expect(() => resumeJournal(path, "content")).toThrow(`is being written by process ${child.pid}`);
    child.kill("SIGKILL");
    await once(child, "exit");
    journal = resumeJournal(path, "content");
  });

  it.runIf(process.platform === "linux")("does not mistake a new process for a dead one with the same id", () => {
    journal.close();
    appendFileSync(path, `\no ${process.ppid} 1 0123456789abcdef ${createOwner().machine}\n`);
    journal = resumeJournal(path, "content");
    expect(journal.startedRows).toBe(0);
  });

  it("can be read by this user only, and contains no key in clear", async () => {
    await journal.reserve("campaign.+27831000001", "print");
    expect(statSync(path).mode & 0o077).toBe(0);
    expect(readFileSync(path, "utf8")).not.toMatch(/27831000001/);
  });
});

describe("the offset table of a journal", () => {
  it("finds each of many keys, and the last offset of each", () => {
    const table = createOffsetTable();
    const key = (index: number) => ({ high: index % 7, low: Math.imul(index, 0x9e3779b1) >>> 0 });
    for (let index = 0; index < 20_000; index++) table.set(key(index), index);
    for (let index = 0; index < 20_000; index += 2) table.set(key(index), index + 5e9);
    expect(table.size).toBe(20_000);
    const wrong = Array.from({ length: 20_000 }, (_, index) => index).filter(
      (index) => table.get(key(index)) !== (index % 2 === 0 ? index + 5e9 : index),
    );
    expect(wrong).toEqual([]);
    expect(table.get({ high: 8, low: 1 })).toBeUndefined();
    expect(table.get({ high: 0, low: 0 })).toBe(5e9);
  });
});
