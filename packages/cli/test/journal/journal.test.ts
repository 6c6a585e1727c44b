import { readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { beforeEach, describe, expect, it } from "vitest";
import type { Journal } from "../../src/journal/journal.ts";
import { createOffsetTable } from "../../src/journal/offset-table.ts";
import { accepted, call, row, setupJournal } from "./setup.ts";

const test = setupJournal();
async function namesIn(journal: Journal, group: string): Promise<string[]> {
  const names: string[] = [];
  for await (const { name, state } of journal.records(group)) names.push(`${name} ${state}`);
  return names.sort();
}

const keep = "until-forgotten";

describe("a journal", () => {
  beforeEach(() => {
    test.create();
  });

  it("rule 7, remembers what was finished, and treats what was only started as pending", async () => {
    const { journal } = test;
    await journal.reserve(row("a"), "print.a", call);
    await journal.finalize(row("a"), "print.a", accepted, keep, call);
    await journal.reserve(row("b"), "print.b", call);
    test.kill();
    const resumed = test.resume();
    expect(await resumed.find(row("a"), call)).toEqual({ state: "done", mark: "print.a", record: accepted });
    expect(await resumed.reserve(row("a"), "print.2", call)).toMatchObject({ state: "done", mark: "print.a" });
    expect(await resumed.reserve(row("b"), "print.2", call)).toMatchObject({ state: "pending", mark: "print.b" });
    expect(await resumed.find(row("c"), call)).toBeUndefined();
    expect(await resumed.reserve(row("c"), "print.c", call)).toEqual({ state: "reserved" });
    expect(resumed.keys).toBe(3);
  });

  it("gives a key to one of two marks, and to the same mark again", async () => {
    const { journal } = test;
    const [first, second] = await Promise.all([
      journal.reserve(row("a"), "print.1", call),
      journal.reserve(row("a"), "print.2", call),
    ]);
    expect([first.state, second.state]).toEqual(["reserved", "pending"]);
    expect(await journal.reserve(row("a"), "print.1", call)).toEqual({ state: "reserved" });
    expect(await journal.reserve({ name: "a" }, "print.2", call)).toEqual({ state: "reserved" });
  });

  it("changes a key only for the mark that holds it", async () => {
    const { journal } = test;
    await journal.reserve(row("a"), "print.1", call);
    expect(await journal.finalize(row("a"), "print.2", "other", keep, call)).toBe(false);
    expect(await journal.release(row("a"), "print.2", call)).toBe(false);
    expect(await journal.finalize(row("b"), "print.1", accepted, keep, call)).toBe(false);
    expect(await journal.finalize(row("a"), "print.1", accepted, keep, call)).toBe(true);
    expect(await journal.finalize(row("a"), "print.1", accepted, keep, call)).toBe(true);
    expect(await journal.release(row("a"), "print.1", call)).toBe(false);
    expect(await journal.find(row("a"), call)).toEqual({ state: "done", mark: "print.1", record: accepted });
  });

  it("says how old a reservation is, and that nobody is at one that an earlier process made", async () => {
    test.journal.close();
    let time = 1_764_284_400_000;
    const now = () => time;
    const journal = test.resume({ now });
    await journal.reserve(row("a"), "print.1", call);
    time += 700;
    expect(await journal.find(row("a"), call)).toEqual({ state: "pending", mark: "print.1", ageMs: 700 });
    time -= 5_000;
    expect(await journal.find(row("a"), call)).toMatchObject({ ageMs: 0 });
    journal.close();
    expect(await test.resume({ now }).find(row("a"), call)).toMatchObject({ ageMs: 24 * 60 * 60 * 1_000 });
  });

  it("forgets what was released, also after a restart", async () => {
    const { journal } = test;
    await journal.reserve(row("a"), "print.a", call);
    expect(await journal.release(row("a"), "print.a", call)).toBe(true);
    expect(await journal.reserve(row("a"), "print.b", call)).toEqual({ state: "reserved" });
    await journal.release(row("a"), "print.b", call);
    journal.close();
    expect(await test.resume().reserve(row("a"), "print.c", call)).toEqual({ state: "reserved" });
  });

  it("lists the keys of a group, and forgets them together, also after a restart", async () => {
    const { journal } = test;
    for (const name of ["a", "b", "c"]) await journal.reserve(row(name), "print.1", call);
    await journal.reserve({ name: "a", group: "other" }, "print.1", call);
    await journal.finalize(row("b"), "print.1", accepted, keep, call);
    await journal.release(row("c"), "print.1", call);
    expect(await namesIn(journal, "spring")).toEqual(["a pending", "b done"]);
    await journal.forget("spring");
    for (const restart of [false, true]) {
      if (restart) {
        test.journal.close();
        test.resume();
      }
      expect(await namesIn(test.journal, "spring")).toEqual([]);
      expect(await test.journal.find(row("b"), call)).toBeUndefined();
      expect(await test.journal.find({ name: "a", group: "other" }, call)).toMatchObject({ state: "pending" });
    }
    expect(await test.journal.reserve(row("a"), "print.2", call)).toEqual({ state: "reserved" });
  });

  it("keeps the name of its campaign", () => {
    const { campaign } = test.journal;
    test.journal.close();
    expect(test.resume().campaign).toBe(campaign);
  });

  it("returns marks and records unchanged, whatever they contain", async () => {
    const [mark, record] = ["print é/.+ 1", 'a\\n\t.\n"b"\\ \u2028 \u2029 \ud83d\ude00 \ufffd'];
    await test.journal.reserve(row("a é\n"), mark, call);
    await test.journal.finalize(row("a é\n"), mark, record.repeat(300), keep, call);
    test.journal.close();
    expect(await test.resume().find(row("a é\n"), call)).toEqual({ state: "done", mark, record: record.repeat(300) });
  });

  it("cannot be resumed for another file, text or secret, if it does not exist, or if it is not a journal", () => {
    const { journal, path, folder } = test;
    journal.close();
    expect(() => test.resume({ content: "other" })).toThrow("the journal of another campaign");
    expect(() => test.resume({ secret: "another secret of 32 bytes, or more" })).toThrow(
      "was made with another secret",
    );
    expect(() => test.resume({ path: join(folder, "y.journal") })).toThrow("There is no journal");
    writeFileSync(path, "msisdn\n+27831000001\n");
    expect(() => test.resume()).toThrow("is not the journal of a campaign");
    writeFileSync(path, '{"journal":"polysms campaign","version":1,"campaign":"x","content":"content"}\n');
    expect(() => test.resume()).toThrow("was written by an earlier version");
    // Each time the journal was given back as it was.
    expect(() => statSync(`${path}.lock`)).toThrow("ENOENT");
  });

  it("cannot be created twice", () => {
    test.journal.close();
    expect(() => test.create()).toThrow("already exists: this campaign was started before.");
  });

  it("can be started again after its file was deleted, whatever its lock says of the old one", async () => {
    await test.journal.reserve(row("a"), "print", call);
    test.kill();
    rmSync(test.path);
    test.create();
    test.kill();
    expect(await test.resume().reserve(row("a"), "print", call)).toEqual({ state: "reserved" });
  });

  it("can be read by this user only, and does not contain the secret", async () => {
    await test.journal.reserve(row("a"), "print", call);
    expect(statSync(test.path).mode & 0o077).toBe(0);
    expect(statSync(`${test.path}.lock`).mode & 0o077).toBe(0);
    expect(readFileSync(test.path, "utf8")).not.toContain("0123456789abcdef0123");
  });

  it("rejects every call once it is closed", async () => {
    const { journal } = test;
    await journal.reserve(row("a"), "print", call);
    journal.close();
    await expect(journal.find(row("a"), call)).rejects.toThrow("The journal is closed.");
    await expect(journal.finalize(row("a"), "print", accepted, keep, call)).rejects.toThrow("The journal is closed.");
    await expect(namesIn(journal, "spring")).rejects.toThrow("The journal is closed.");
    expect(test.lines().at(-1)).toContain('["c",');
  });

  it("stops at a call that has been aborted", async () => {
    const aborted = { signal: AbortSignal.abort() };
    await expect(test.journal.reserve(row("a"), "print", aborted)).rejects.toThrow("aborted");
    await expect(test.journal.find(row("a"), aborted)).rejects.toThrow("aborted");
    expect(await test.journal.find(row("a"), call)).toBeUndefined();
  });
});

describe("the offset table of a journal", () => {
  it("finds each of many keys, and the last offset of each", () => {
    const table = createOffsetTable();
    const key = (index: number) => {
      const bytes = Buffer.alloc(8);
      bytes.writeUInt32BE(index % 7, 0);
      bytes.writeUInt32BE(Math.imul(index, 0x9e3779b1) >>> 0, 4);
      return bytes.toString("base64url");
    };
    const offsetOf = (index: number) => (index % 2 === 0 ? index + 5e9 : index);
    const all = Array.from({ length: 20_000 }, (_, index) => index);
    for (const index of all) table.set(key(index), index);
    for (const index of all) if (index % 2 === 0) table.set(key(index), index + 5e9);
    expect(table.size).toBe(20_000);
    expect(all.filter((index) => table.get(key(index)) !== offsetOf(index))).toEqual([]);
    expect([...table.offsets()].sort((a, b) => a - b)).toEqual(all.map(offsetOf).sort((a, b) => a - b));
    expect(table.get(Buffer.from("0000000800000001", "hex").toString("base64url"))).toBeUndefined();
    expect(table.get(key(0))).toBe(5e9);
  });
});
