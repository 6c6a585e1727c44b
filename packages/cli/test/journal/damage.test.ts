import { appendFileSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { accepted, call, row, setupJournal } from "./setup.ts";

const test = setupJournal();
let launches = 1;
const NAMES = ["a", "b", "c", "d"];
// Of the lines of these journals.
const [HEADER, OPENED, RESERVED_A, FINISHED_A, FINISHED_B] = [1, 3, 4, 5, 7];

/** Rows a and b are finished, and c is started. */
async function startJournal() {
  const journal = test.create();
  for (const name of ["a", "b"]) {
    await journal.reserve(row(name), `${name}.1`, call);
    await journal.finalize(row(name), `${name}.1`, accepted, 1, call);
  }
  await journal.reserve(row("c"), "c.1", call);
  return journal;
}

/** What a resumed journal says of each row when it is about to be sent. */
async function resumed(acceptDamage = false): Promise<string[]> {
  const journal = test.resume({ acceptDamage });
  const states: string[] = [];
  launches += 1;
  for (const name of NAMES) states.push((await journal.reserve(row(name), `${name}.${launches}`, call)).state);
  return states;
}

const without = (lines: readonly string[], line: number) => lines.filter((_, index) => index !== line - 1);

describe("a damaged journal", () => {
  it.each([
    [
      "a changed line",
      RESERVED_A,
      (lines: string[]) => lines.with(RESERVED_A - 1, `${lines[RESERVED_A - 1]}`.replace('"a"', '"A"')),
    ],
    ["a missing line", FINISHED_A, (lines: string[]) => without(lines, FINISHED_A)],
    ["a repeated line", FINISHED_A, (lines: string[]) => lines.toSpliced(RESERVED_A, 0, lines[RESERVED_A - 1] ?? "")],
    [
      "lines in another order",
      FINISHED_A,
      (lines: string[]) => [...lines.slice(0, 4), lines[5] ?? "", lines[4] ?? "", ...lines.slice(6)],
    ],
    ["an empty line", RESERVED_A, (lines: string[]) => lines.toSpliced(RESERVED_A - 1, 0, "\n")],
    ["a line of another journal", RESERVED_A, (lines: string[]) => lines.with(RESERVED_A - 1, "msisdn\n")],
    ["a damaged first line", HEADER, (lines: string[]) => lines.with(0, "x\n")],
  ])("with %s cannot be resumed: it names the line and a way on", async (_, line, damage) => {
    await startJournal();
    test.kill();
    const putBack = test.save();
    test.write(damage(test.lines()));
    const refused = expect.objectContaining({
      code: "config",
      message: expect.stringMatching(/is damaged: line \d+ /),
      hint: expect.stringContaining("--accept-damage"),
    });
    expect(() => test.resume()).toThrow(refused);
    const { message = "" } = (() => {
      try {
        return test.resume() as unknown as Error;
      } catch (error) {
        return error as Error;
      }
    })();
    const named = Number(/line (\d+)/.exec(message)?.[1]);
    expect(Math.abs(named - line), message).toBeLessThanOrEqual(1);
    putBack();
    expect(await resumed()).toEqual(["done", "done", "pending", "reserved"]);
  });

  it("whose end is cut off by whole lines cannot be resumed, after a kill or a proper end", async () => {
    const journal = await startJournal();
    const cut = () => test.write(test.lines().slice(0, FINISHED_B));
    test.kill();
    const putBack = test.save();
    cut();
    expect(() => test.resume()).toThrow("line 7 is the last one, but 8 were written: the end is missing");
    putBack();
    test.resume().close();
    cut();
    expect(() => test.resume()).toThrow("line 7 is the last one, but does not close the journal");
    expect(journal.failure).toBeUndefined();
  });

  it("whose lock was lost is taken for cut off, because nothing says how long it must be", async () => {
    await startJournal();
    test.kill();
    rmSync(`${test.path}.lock`);
    expect(() => test.resume()).toThrow("does not close the journal");
    expect(await resumed(true)).toEqual(["done", "done", "pending", "pending"]);
  });

  it("can be resumed with its damage accepted: the row of one lost line is unknown, and the others are sent", async () => {
    await startJournal();
    await test.journal.release(row("c"), "c.1", call);
    await test.journal.reserve(row("c"), "c.2", call);
    await test.journal.finalize(row("c"), "c.2", accepted, 1, call);
    test.kill();
    const lines = test.lines();
    for (const [lost, states] of [
      [RESERVED_A, ["done", "done", "done", "reserved"]],
      [FINISHED_B, ["done", "pending", "done", "reserved"]],
      [OPENED, ["done", "done", "done", "reserved"]],
    ] as const) {
      const putBack = test.save();
      test.write(without(lines, lost));
      expect(await resumed(true), `without line ${lost}`).toEqual(states);
      test.journal.close();
      putBack();
    }
  });

  it("makes the row unknown of which the only line is lost, because the line after it names it", async () => {
    await startJournal();
    test.kill();
    const reservedC = test.lines().length;
    test.resume();
    test.kill();
    test.write(without(test.lines(), reservedC));
    expect(await resumed(true)).toEqual(["done", "done", "pending", "reserved"]);
  });

  it("says that a line is repeated", async () => {
    await startJournal();
    test.kill();
    test.write(test.lines().toSpliced(RESERVED_A, 0, test.lines()[RESERVED_A - 1] ?? ""));
    expect(() => test.resume()).toThrow(`line ${RESERVED_A + 1} is repeated, or not where it was written`);
    expect(await resumed(true)).toEqual(["done", "done", "pending", "reserved"]);
  });

  it("with several lines lost makes every row unknown that no later line frees, and never sends it", async () => {
    const journal = await startJournal();
    await journal.release(row("c"), "c.1", call);
    test.kill();
    test.write(test.lines().toSpliced(FINISHED_A - 1, 3));
    expect(await resumed(true)).toEqual(["pending", "pending", "reserved", "pending"]);
    const state = await test.journal.find(row("d"), call);
    // The mark is that of the same message, and belongs to no call.
    expect(state).toMatchObject({ state: "pending", mark: "d.damaged" });
  });

  it("stays accepted: later launches need no option, and still do not send those rows", async () => {
    await startJournal();
    test.kill();
    const lines = test.lines();
    test.write([...lines.slice(0, FINISHED_A), (lines[FINISHED_B - 1] ?? "").slice(0, 40)]);
    expect(() => test.resume()).toThrow("the end is missing");
    test.resume({ acceptDamage: true });
    test.kill();
    test.resume().close();
    expect(await resumed()).toEqual(["done", "pending", "pending", "pending"]);
    test.journal.close();
    // New damage is damage again.
    test.write(without(test.lines(), FINISHED_A));
    expect(() => test.resume()).toThrow("are missing");
  });

  it("of which nothing can be trusted cannot be resumed at all", async () => {
    await startJournal();
    test.kill();
    test.write(test.lines().map((line, index) => (index < 2 ? `x${line}` : line)));
    const hopeless = expect.objectContaining({ hint: expect.stringContaining("Restore it from a copy") });
    expect(() => test.resume({ acceptDamage: true })).toThrow(hopeless);
  });

  it("has a lock that was damaged: it cannot be resumed before a person has looked", async () => {
    await startJournal();
    test.kill();
    const path = `${test.path}.lock`;
    const lock = readFileSync(path, "utf8");
    for (let index = 0; index < lock.length - 1; index++) {
      writeFileSync(path, `${lock.slice(0, index)}${lock[index] === "x" ? "y" : "x"}${lock.slice(index + 1)}`);
      expect(() => test.resume(), `character ${index}`).toThrow(/x\.journal\.lock is damaged/);
    }
  });
});

describe("a journal whose process died while it wrote its last line", () => {
  it("is resumed without an option, wherever the line was cut off", async () => {
    const journal = await startJournal();
    test.kill();
    const saved = test.save();
    const whole = readFileSync(test.path);
    test.resume();
    await test.journal.finalize(row("c"), "c.1", accepted, 1, call);
    test.kill();
    const more = readFileSync(test.path).subarray(whole.length);
    for (let length = 0; length < more.length; length++) {
      saved();
      appendFileSync(test.path, more.subarray(0, length));
      const [a, b, c, d] = await resumed();
      // What follows the last line that was flushed may be there in part; a row that it does not mention is not sent yet.
      expect([a, b, d], `${length} bytes`).toEqual(["done", "done", "reserved"]);
      expect(["pending", "done"]).toContain(c);
      test.journal.close();
      expect(await resumed()).toEqual(["done", "done", c, "pending"]);
      test.journal.close();
    }
    expect(journal.failure).toBeUndefined();
  });

  it("is not resumed if a flipped bit only looks like that", async () => {
    await startJournal();
    test.kill();
    const bytes = readFileSync(test.path);
    bytes[bytes.length - 1] = 0x0b;
    writeFileSync(test.path, bytes);
    expect(() => test.resume()).toThrow("line 8 is cut off, or has lost its line feed");
    expect(await resumed(true)).toEqual(["done", "done", "pending", "pending"]);
  });
});

describe("a journal in which one bit was flipped", () => {
  it.each(["finished", "killed"])("and which was %s is never resumed to other outcomes", async (how) => {
    await startJournal();
    if (how === "killed") test.kill();
    else test.journal.close();
    const putBack = test.save();
    const bytes = readFileSync(test.path);
    const outcomes: Record<string, number> = {};
    // Every bit would take a minute: this is every 7th, so that each bit of a byte has its turn.
    for (let bit = 0; bit < bytes.length * 8; bit += 7) {
      const damaged = Buffer.from(bytes);
      damaged[bit >> 3] = (damaged[bit >> 3] ?? 0) ^ (1 << (bit & 7));
      writeFileSync(test.path, damaged);
      let outcome = "";
      try {
        outcome = (await resumed()).join(" ");
        test.journal.close();
      } catch (error) {
        outcome = String((error as Error).message).replace(/^.*is damaged: line \d+ .*$/, "names the line");
      }
      putBack();
      outcomes[outcome] = (outcomes[outcome] ?? 0) + 1;
    }
    expect(outcomes).toEqual({ "names the line": Math.ceil((bytes.length * 8) / 7) });
  });
});
