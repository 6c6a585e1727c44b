import { startFaultyServer } from "@polysms/testing";
import { describe, expect, it } from "vitest";
import { start, startLimited, touchbasepro } from "../command.ts";
import { begin, polysms } from "../scripted-terminal.ts";
import { campaignDesk, launch } from "./setup.ts";

const desk = campaignDesk();
const CLEAR = "\u001b[2K";
const summaryOf = (out: string) => JSON.parse(out.trimEnd().split("\n").at(-1) ?? "").summary;

describe("polysms campaign launch", () => {
  it("sends every row, and says how many were accepted, how many not and why, and which", async () => {
    desk.write(12);
    const { code, out, err } = await polysms(launch("--yes"), desk);
    expect(out).toMatch(/accepted +11\nrejected +1 +invalid-recipient 1 +row 11\n$/);
    expect(err).toMatch(/^12 rows in .* a second\n$/);
    expect(out + err).not.toMatch(/\+\d{7,}/);
    expect([code, desk.server.requests]).toEqual([1, 12]);
  });

  it("wants --yes for more than 10 rows when there is nobody to ask, and asks where there is", async () => {
    desk.write(11);
    expect(await polysms(launch(), desk)).toMatchObject({ code: 2, err: expect.stringContaining("--yes") });
    const asked = await polysms(launch(), { ...desk, answer: false });
    expect(asked).toMatchObject({ code: 2, questions: ["Send to 11 recipients?"] });
    expect(desk.server.requests).toBe(0);
  });

  it("sends nothing in a dry run", async () => {
    desk.write(11);
    const { code, err } = await polysms(launch("--dry-run"), desk);
    expect([code, err, desk.server.requests]).toEqual([0, "Dry run: nothing was sent.\n", 0]);
  });

  it("is not begun a second time by accident, and a finished one resumes to the same outcomes", async () => {
    desk.write(12);
    const first = await polysms(launch("--yes", "--json"), desk);
    const again = await polysms(launch("--yes"), desk);
    expect(again).toMatchObject({ code: 2, err: expect.stringContaining("this campaign was begun before") });
    const resumed = await polysms(launch("--yes", "--json", "--resume"), desk);
    expect(desk.server.requests).toBe(12);
    expect(summaryOf(resumed.out)).toMatchObject({ counts: summaryOf(first.out).counts, replayed: 12, notSent: 0 });
    expect(resumed.code).toBe(1);
  });

  it("refuses to resume with another file, text or sender", async () => {
    desk.write(3);
    await polysms(launch(), desk);
    for (const change of [
      ["--text", "Bye {name}"],
      ["--max-segments", "2"],
    ]) {
      const { code, err } = await polysms(launch(...change, "--resume"), desk);
      expect([code, err]).toEqual([2, expect.stringContaining("another campaign")]);
    }
    desk.write(4);
    const { err } = await polysms(launch("--resume"), desk);
    expect(err).toContain("another campaign");
    expect(desk.server.requests).toBe(3);
  });

  it("sends rows again on resuming that were refused for a reason of the provider", async () => {
    desk.write(3);
    await using closed = await startFaultyServer("connectionRefused");
    const down = await polysms(launch(), { ...desk, env: touchbasepro(closed.url) });
    expect(down).toMatchObject({ code: 1, out: expect.stringMatching(/rejected +3 +network 3/) });
    expect(await polysms(launch("--resume"), desk)).toMatchObject({ code: 0 });
    expect(desk.server.requests).toBe(3);
  });

  it("stops at Ctrl-C when what is in flight has been answered, says what was sent, and resumes with the rest", async () => {
    desk.write(60);
    const letGo = desk.server.hold();
    const running = begin(launch("--yes", "--concurrency", "4"), desk);
    await expect.poll(() => desk.server.requests).toBe(4);
    running.interrupt();
    await running.wrote("Stopping: waiting for what is in flight");
    letGo();
    const { code, out, err } = await running.ended;
    expect(code).toBe(130);
    const [, accepted = ""] = /^accepted +(\d+)$/m.exec(out) ?? [];
    const [, unsent = ""] = /^not sent +(\d+)$/m.exec(out) ?? [];
    expect(Number(accepted)).toBe(desk.server.requests);
    expect(Number(accepted) + Number(unsent)).toBe(60);
    expect(Number(unsent)).toBeGreaterThan(50);
    expect(out).not.toContain("unknown");
    expect(err).toContain("--resume");
    const resumed = await polysms(launch("--yes", "--json", "--resume"), desk);
    expect(summaryOf(resumed.out)).toMatchObject({ replayed: Number(accepted), notSent: 0 });
    expect([...desk.server.seen.values()].every((times) => times === 1)).toBe(true);
    expect(desk.server.seen.size).toBe(60);
  });

  it("does not wait at the second Ctrl-C: what is in flight is unknown, and stays so", async () => {
    desk.write(20);
    const letGo = desk.server.hold();
    const running = begin(launch("--yes", "--concurrency", "3"), desk);
    await expect.poll(() => desk.server.requests).toBe(3);
    running.interrupt();
    running.interrupt();
    const { code, out } = await running.ended;
    letGo();
    expect([code, out]).toEqual([
      130,
      expect.stringMatching(/accepted +0\nunknown +3 +aborted 3 +rows 2, 3, 4\nnot sent +17\n$/),
    ]);
    const resumed = await polysms(launch("--yes", "--json", "--resume"), desk);
    expect(summaryOf(resumed.out).counts).toMatchObject({ unknown: 3, accepted: 15, rejected: 2 });
    expect(resumed.code).toBe(3);
    expect([...desk.server.seen.values()].every((times) => times === 1)).toBe(true);
  });

  it("says that nothing was sent at Ctrl-C before the first row", async () => {
    desk.write(20_000);
    const running = begin(launch("--yes"), desk);
    await running.interruptible;
    running.interrupt();
    expect(await running.ended).toMatchObject({ code: 130, out: "", err: expect.stringContaining("nothing was sent") });
  });

  it.skipIf(process.platform === "win32")("stops when the disk is full, and resumes when it is not", async () => {
    desk.write(400);
    const full = await startLimited(launch("--yes"), desk.cwd, desk.env, 40);
    expect(full.stderr).toContain("The journal could not be written");
    expect([1, 3]).toContain(full.code);
    expect(desk.server.requests).toBeLessThan(400);
    const resumed = await polysms(launch("--yes", "--json", "--resume"), desk);
    const { accepted, rejected, unknown } = summaryOf(resumed.out).counts;
    expect(accepted + rejected + unknown).toBe(400);
    expect([...desk.server.seen.values()].every((times) => times === 1)).toBe(true);
  });

  it("is refused to a second process while the first one sends", async () => {
    desk.write(12);
    const letGo = desk.server.hold();
    const first = start(launch("--yes"), desk.cwd, desk.env);
    await expect.poll(() => desk.server.requests, { timeout: 20_000 }).toBe(12);
    const second = await polysms(launch("--yes", "--resume"), desk);
    expect(second).toMatchObject({ code: 2, err: expect.stringContaining(`written by process ${first.child.pid}`) });
    letGo();
    expect(await first.ended).toMatchObject({ code: 1 });
    expect(desk.server.requests).toBe(12);
  });

  it("draws its progress on a terminal only, over itself, and takes it away", async () => {
    desk.write(300);
    const letGo = desk.server.hold();
    const running = begin(launch("--yes"), { ...desk, redraws: true });
    await expect.poll(() => desk.server.requests).toBe(16);
    letGo();
    const { err, out } = await running.ended;
    const lines = err.split("\r");
    expect(lines.length > 1 ? lines.at(-1) : `${CLEAR}${err}`).toContain(`${CLEAR}300 rows in`);
    expect(out).toMatch(/accepted +270\nrejected +30 /);
  });
});
