import { existsSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { startFault } from "@polysms/testing";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { start, startLimited, temporaryFolder, touchbasepro } from "./command.ts";
import { type CountingServer, startCountingServer } from "./counting-server.ts";
import { begin, polysms } from "./scripted-terminal.ts";

let folder: ReturnType<typeof temporaryFolder>;
let cwd: string;
let server: CountingServer;
let env: Readonly<Record<string, string>>;

beforeEach(async () => {
  folder = temporaryFolder();
  cwd = folder.path;
  server = await startCountingServer();
  env = touchbasepro(server.url);
});
afterEach(async () => {
  await server[Symbol.asyncDispose]();
  folder[Symbol.dispose]();
});

const CLEAR = "\u001b[2K";
const text = ["--text", "Hello {name}"];
const write = (rows: number, file = "people.csv") =>
  writeFileSync(
    join(cwd, file),
    `msisdn,name\n${Array.from({ length: rows }, (_, index) => `+2783${2_000_000 + index},Jo\n`).join("")}`,
  );
const launch = (...more: readonly string[]) => ["campaign", "launch", "people.csv", ...text, ...more];
const summaryOf = (out: string) => JSON.parse(out.trimEnd().split("\n").at(-1) ?? "").summary;

describe("polysms campaign plan", () => {
  it("says what a file costs and where it goes, and sends nothing", async () => {
    write(12);
    const { code, out } = await polysms(["campaign", "plan", "people.csv", ...text], { cwd, env });
    expect(out).toBe("people.csv: 12 rows, all good; 12 segments in all\n  touchbasepro  12 rows  a message each\n");
    expect([code, server.requests]).toEqual([0, 0]);
  });

  it("tells scripts of every bad row on a line of its own", async () => {
    writeFileSync(join(cwd, "people.csv"), `msisdn,name\n${"12,Jo\n".repeat(150)}`);
    const { code, out } = await polysms(["campaign", "plan", "people.csv", ...text, "--json"], { cwd, env });
    const lines = out
      .trimEnd()
      .split("\n")
      .map((line) => JSON.parse(line));
    expect(code).toBe(2);
    expect(lines.slice(0, -1).map(({ problem }) => problem.row)).toEqual(
      Array.from({ length: 150 }, (_, at) => at + 2),
    );
    expect(lines.at(-1).plan).toMatchObject({ rows: 150, badRows: 150 });
  });
});

describe("polysms campaign launch of a bad file", () => {
  it.each([
    ["a missing column", "phone,name\n+27832000001,Jo\n", /row 1 +msisdn +No column has this name/],
    [
      "another encoding",
      Buffer.from("msisdn,name\n+27832000001,Jos\xe9\n", "latin1"),
      /row 2 +name +There are bytes that are not UTF-8/,
    ],
    [
      "UTF-16",
      Buffer.from("\ufeffmsisdn,name\n+27832000001,Jo\n", "utf16le"),
      /row 1 +There are bytes that are not UTF-8/,
    ],
    ["an open quote", 'msisdn,name\n+27832000001,"Jo\n', /row 2 +A quote is opened and never closed/],
    ["nothing in it", "", /row 1 +The file is empty/],
    ["a header alone", "msisdn,name\n", /nothing below the header/],
    [
      "a number twice",
      "msisdn,name\n+27832000001,Jo\n+27 83 200 0001,Jo\n",
      /row 3 +msisdn +\+278•+01 stands in an earlier row/,
    ],
    ["too few cells", "msisdn,name\n+27832000001\n", /row 2 +The row has 1 cells/],
    ["100 bad rows", `msisdn,name\n${"27,Jo\n".repeat(100)}`, /100 bad rows of 100\n( +row \d+ +msisdn .*\n){100}$/],
    ["semicolons", "msisdn;name\n+27832000001;Jo\n", /row 1 +msisdn .*separated by commas/],
  ])("with %s reports row and column, and sends nothing", async (_, content, report) => {
    writeFileSync(join(cwd, "people.csv"), content);
    const { code, out, err } = await polysms(launch("--yes"), { cwd, env });
    expect(out).toMatch(report);
    expect([code, err, server.requests]).toEqual([2, "Nothing was sent.\n", 0]);
    expect(existsSync(join(cwd, "people.csv.journal"))).toBe(false);
  });

  it("sends the good rows if that is wanted", async () => {
    writeFileSync(join(cwd, "people.csv"), "msisdn,name\n+27832000001,Jo\n12,Jo\n");
    const { code, out } = await polysms(launch("--skip-bad-rows"), { cwd, env });
    expect([code, server.requests]).toEqual([0, 1]);
    expect(out).toContain("1 bad row of 2");
  });

  it("is not hurt by a byte order mark, CRLF and quotes where they belong", async () => {
    writeFileSync(join(cwd, "people.csv"), '\ufeffmsisdn,name\r\n"+27832000001","Jo ""X"", Jr"\r\n');
    expect(await polysms(launch(), { cwd, env })).toMatchObject({
      code: 0,
      out: expect.stringContaining("accepted  1"),
    });
  });
});

describe("polysms campaign launch", () => {
  it("sends every row, and says how many were accepted, how many not and why, and which", async () => {
    write(12);
    const { code, out, err } = await polysms(launch("--yes"), { cwd, env });
    expect(out).toMatch(/accepted +11\nrejected +1 +invalid-recipient 1 +row 11\n$/);
    expect(err).toMatch(/^12 rows in .* a second\n$/);
    expect(out + err).not.toMatch(/\+\d{7,}/);
    expect([code, server.requests]).toEqual([1, 12]);
  });

  it("wants --yes for more than 10 rows when there is nobody to ask, and asks where there is", async () => {
    write(11);
    expect(await polysms(launch(), { cwd, env })).toMatchObject({ code: 2, err: expect.stringContaining("--yes") });
    const asked = await polysms(launch(), { cwd, env, answer: false });
    expect(asked).toMatchObject({ code: 2, questions: ["Send to 11 recipients?"] });
    expect(server.requests).toBe(0);
  });

  it("sends nothing in a dry run", async () => {
    write(11);
    const { code, err } = await polysms(launch("--dry-run"), { cwd, env });
    expect([code, err, server.requests]).toEqual([0, "Dry run: nothing was sent.\n", 0]);
  });

  it("is not begun a second time by accident, and a finished one resumes to the same outcomes", async () => {
    write(12);
    const first = await polysms(launch("--yes", "--json"), { cwd, env });
    const again = await polysms(launch("--yes"), { cwd, env });
    expect(again).toMatchObject({ code: 2, err: expect.stringContaining("this campaign was begun before") });
    const resumed = await polysms(launch("--yes", "--json", "--resume"), { cwd, env });
    expect(server.requests).toBe(12);
    expect(summaryOf(resumed.out)).toMatchObject({ counts: summaryOf(first.out).counts, replayed: 12, notSent: 0 });
    expect(resumed.code).toBe(1);
  });

  it("refuses to resume with another file, text or sender", async () => {
    write(3);
    await polysms(launch(), { cwd, env });
    for (const change of [
      ["--text", "Bye {name}"],
      ["--max-segments", "2"],
    ]) {
      const { code, err } = await polysms(launch(...change, "--resume"), { cwd, env });
      expect([code, err]).toEqual([2, expect.stringContaining("another campaign")]);
    }
    write(4);
    const { err } = await polysms(launch("--resume"), { cwd, env });
    expect(err).toContain("another campaign");
    expect(server.requests).toBe(3);
  });

  it("sends rows again on resuming that were refused for a reason of the provider", async () => {
    write(3);
    await using closed = await startFault("refused");
    const down = await polysms(launch(), { cwd, env: touchbasepro(closed.url) });
    expect(down).toMatchObject({ code: 1, out: expect.stringMatching(/rejected +3 +network 3/) });
    expect(await polysms(launch("--resume"), { cwd, env })).toMatchObject({ code: 0 });
    expect(server.requests).toBe(3);
  });

  it("stops at Ctrl-C when what is in flight has been answered, says what was sent, and resumes with the rest", async () => {
    write(60);
    const letGo = server.hold();
    const running = begin(launch("--yes", "--concurrency", "4"), { cwd, env });
    await expect.poll(() => server.requests).toBe(4);
    running.interrupt();
    await running.wrote("Stopping: waiting for what is in flight");
    letGo();
    const { code, out, err } = await running.ended;
    expect(code).toBe(130);
    const [, accepted = ""] = /^accepted +(\d+)$/m.exec(out) ?? [];
    const [, unsent = ""] = /^not sent +(\d+)$/m.exec(out) ?? [];
    expect(Number(accepted)).toBe(server.requests);
    expect(Number(accepted) + Number(unsent)).toBe(60);
    expect(Number(unsent)).toBeGreaterThan(50);
    expect(out).not.toContain("unknown");
    expect(err).toContain("--resume");
    const resumed = await polysms(launch("--yes", "--json", "--resume"), { cwd, env });
    expect(summaryOf(resumed.out)).toMatchObject({ replayed: Number(accepted), notSent: 0 });
    expect([...server.seen.values()].every((times) => times === 1)).toBe(true);
    expect(server.seen.size).toBe(60);
  });

  it("does not wait at the second Ctrl-C: what is in flight is unknown, and stays so", async () => {
    write(20);
    const letGo = server.hold();
    const running = begin(launch("--yes", "--concurrency", "3"), { cwd, env });
    await expect.poll(() => server.requests).toBe(3);
    running.interrupt();
    running.interrupt();
    const { code, out } = await running.ended;
    letGo();
    expect([code, out]).toEqual([
      130,
      expect.stringMatching(/accepted +0\nunknown +3 +aborted 3 +rows 2, 3, 4\nnot sent +17\n$/),
    ]);
    const resumed = await polysms(launch("--yes", "--json", "--resume"), { cwd, env });
    expect(summaryOf(resumed.out).counts).toMatchObject({ unknown: 3, accepted: 15, rejected: 2 });
    expect(resumed.code).toBe(3);
    expect([...server.seen.values()].every((times) => times === 1)).toBe(true);
  });

  it("says that nothing was sent at Ctrl-C before the first row", async () => {
    write(20_000);
    const running = begin(launch("--yes"), { cwd, env });
    await running.interruptible;
    running.interrupt();
    expect(await running.ended).toMatchObject({ code: 130, out: "", err: expect.stringContaining("nothing was sent") });
  });

  it.skipIf(process.platform === "win32")("stops when the disk is full, and resumes when it is not", async () => {
    write(400);
    const full = await startLimited(launch("--yes"), cwd, env, 40);
    expect(full.stderr).toContain("The journal could not be written");
    expect([1, 3]).toContain(full.code);
    expect(server.requests).toBeLessThan(400);
    const resumed = await polysms(launch("--yes", "--json", "--resume"), { cwd, env });
    const { accepted, rejected, unknown } = summaryOf(resumed.out).counts;
    expect(accepted + rejected + unknown).toBe(400);
    expect([...server.seen.values()].every((times) => times === 1)).toBe(true);
  });

  it("is refused to a second process while the first one sends", async () => {
    write(12);
    const letGo = server.hold();
    const first = start(launch("--yes"), cwd, env);
    await expect.poll(() => server.requests, { timeout: 20_000 }).toBe(12);
    const second = await polysms(launch("--yes", "--resume"), { cwd, env });
    expect(second).toMatchObject({ code: 2, err: expect.stringContaining(`written by process ${first.child.pid}`) });
    letGo();
    expect(await first.ended).toMatchObject({ code: 1 });
    expect(server.requests).toBe(12);
  });

  it("draws its progress on a terminal only, over itself, and takes it away", async () => {
    write(300);
    const letGo = server.hold();
    const running = begin(launch("--yes"), { cwd, env, redraws: true });
    await expect.poll(() => server.requests).toBe(16);
    letGo();
    const { err, out } = await running.ended;
    const lines = err.split("\r");
    expect(lines.length > 1 ? lines.at(-1) : `${CLEAR}${err}`).toContain(`${CLEAR}300 rows in`);
    expect(out).toMatch(/accepted +270\nrejected +30 /);
  });
});
