import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { readdirSync, renameSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { takeLock } from "../../src/journal/lock.ts";
import { createOwner, releaseOwner } from "../../src/journal/owner.ts";
import { temporaryFolder } from "../command.ts";

const source = (name: string) => JSON.stringify(join(import.meta.dirname, "..", "..", "src", "journal", name));
const CHILD = `
  import { takeLock } from ${source("lock.ts")};
  import { createOwner } from ${source("owner.ts")};
  process.send("ready");
  process.on("message", ({ journal, folder }) => {
    try {
      takeLock(journal, createOwner(folder), false);
      process.send("taken");
    } catch (error) {
      process.send(error.message);
    }
  });
`;

/** The next thing that a child says. */
async function said(child: ChildProcess): Promise<string> {
  const [message] = await once(child, "message");
  return message as string;
}

describe("the lock of a journal", () => {
  it.each(["nobody", "a process that was killed"])("that %s left goes to one of many processes", async (before) => {
    using folder = temporaryFolder();
    const journal = join(folder.path, "x.journal");
    if (before !== "nobody") {
      const { pid } = spawnSync(process.execPath, ["-e", ""]);
      takeLock(journal, { ...createOwner(folder.path), pid }, false).end(false);
    }
    const args = ["--conditions=@polysms/source", "--input-type=module", "-e", CHILD];
    const children = Array.from({ length: 6 }, () =>
      spawn(process.execPath, args, { stdio: ["ipc", "ignore", "ignore"] }),
    );
    await Promise.all(children.map(said));
    const answers = children.map(said);
    for (const child of children) child.send({ journal, folder: folder.path });
    const results = await Promise.all(answers);
    for (const child of children) child.kill();
    expect(
      results.filter((result) => result === "taken"),
      results.join("; "),
    ).toHaveLength(1);
    for (const result of results) expect(result).toMatch(/^taken$|being (written|opened) by/);
    expect(readdirSync(folder.path)).toEqual(["x.journal.lock"]);
  });

  it("says how many lines the process before had flushed, to the one that takes it after a kill", () => {
    using folder = temporaryFolder();
    const journal = join(folder.path, "x.journal");
    const owner = createOwner(folder.path);
    const lock = takeLock(journal, owner, false);
    expect(lock.left).toBeUndefined();
    lock.noteFlushed(12_345);
    lock.end(false);
    releaseOwner(owner);
    const next = takeLock(journal, createOwner(folder.path), false);
    expect(next.left).toMatchObject({ flushed: 12_345 });
    next.restore();
    const killed = createOwner(folder.path);
    takeLock(journal, killed, false).end(false);
    releaseOwner(killed);
    // One that died before it flushed anything itself does not lose what it found.
    const last = takeLock(journal, createOwner(folder.path), false);
    expect(last.left).toMatchObject({ flushed: 12_345 });
    last.end(true);
    expect(readdirSync(folder.path)).toEqual([]);
  });

  it("is not freed by a process that another one has taken over from", () => {
    using folder = temporaryFolder();
    const journal = join(folder.path, "x.journal");
    const first = takeLock(journal, { ...createOwner(folder.path), machine: "elsewhere" }, false);
    const second = takeLock(journal, createOwner(folder.path), true);
    first.end(true);
    expect(readdirSync(folder.path)).toEqual(["x.journal.lock"]);
    second.end(true);
    expect(readdirSync(folder.path)).toEqual([]);
  });

  it("is taken from the dead by one process, and by another one if that dies while it takes it", () => {
    using folder = temporaryFolder();
    const journal = join(folder.path, "x.journal");
    const [dead, taking] = [createOwner(folder.path), createOwner(folder.path)];
    takeLock(journal, dead, false).end(false);
    releaseOwner(dead);
    const other = join(folder.path, "y.journal");
    takeLock(other, taking, false).end(false);
    renameSync(`${other}.lock`, `${journal}.lock.${dead.nonce}`);
    expect(() => takeLock(journal, createOwner(folder.path), false)).toThrow("is being written by process");
    releaseOwner(taking);
    takeLock(journal, createOwner(folder.path), false).end(true);
    expect(readdirSync(folder.path)).toEqual([]);
  });
});
