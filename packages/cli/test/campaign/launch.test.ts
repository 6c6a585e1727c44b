import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { startFaultyServer } from "@polysms/testing";
import { describe, expect, it } from "vitest";
import { start, startLimited, touchbasepro } from "../command.ts";
import { polysms, startInProcess } from "../scripted-terminal.ts";
import { launch, setupCampaign } from "./setup.ts";

const campaign = setupCampaign();
const CLEAR = "\u001b[2K";
const summaryOf = (out: string) => JSON.parse(out.trimEnd().split("\n").at(-1) ?? "").summary;

describe("polysms campaign launch", () => {
  it("sends every row, and reports how many were accepted, and which others were not and why", async () => {
    campaign.write(12);
    const { code, out, err } = await polysms(launch("--yes"), campaign);
    expect(out).toMatch(/accepted +11\nrejected +1 +invalid-recipient 1 +row 11\n$/);
    expect(err).toMatch(/^12 rows in .* a second\n$/);
    expect(out + err).not.toMatch(/\+\d{7,}/);
    expect([code, campaign.server.requests]).toEqual([1, 12]);
  });

  it("asks on a terminal before it sends more than 10 rows, and needs --yes elsewhere", async () => {
    campaign.write(11);
    expect(await polysms(launch(), campaign)).toMatchObject({ code: 2, err: expect.stringContaining("--yes") });
    const asked = await polysms(launch(), { ...campaign, answer: false });
    expect(asked).toMatchObject({ code: 2, questions: ["Send to 11 recipients?"] });
    expect(campaign.server.requests).toBe(0);
  });

  it("sends nothing in a dry run", async () => {
    campaign.write(11);
    const { code, err } = await polysms(launch("--dry-run"), campaign);
    expect([code, err, campaign.server.requests]).toEqual([0, "Dry run: nothing was sent.\n", 0]);
  });

  it("cannot be started twice by accident, and a finished one resumes to the same outcomes", async () => {
    campaign.write(12);
    const first = await polysms(launch("--yes", "--json"), campaign);
    const again = await polysms(launch("--yes"), campaign);
    expect(again).toMatchObject({
      code: 2,
      err: expect.stringContaining("people.csv.journal already exists: this campaign was started before."),
    });
    const resumed = await polysms(launch("--yes", "--json", "--resume"), campaign);
    expect(campaign.server.requests).toBe(12);
    expect(summaryOf(resumed.out)).toMatchObject({ counts: summaryOf(first.out).counts, replayed: 12, notSent: 0 });
    expect(resumed.code).toBe(1);
  });

  it("does not resume with another file, text or option", async () => {
    campaign.write(3);
    await polysms(launch(), campaign);
    for (const change of [
      ["--text", "Bye {name}"],
      ["--max-segments", "2"],
    ]) {
      const { code, err } = await polysms(launch(...change, "--resume"), campaign);
      expect([code, err]).toEqual([2, expect.stringContaining("another campaign")]);
    }
    campaign.write(4);
    const { err } = await polysms(launch("--resume"), campaign);
    expect(err).toContain("another campaign");
    expect(campaign.server.requests).toBe(3);
  });

  it("sends rows again on resuming if they were rejected for a reason of the provider", async () => {
    campaign.write(3);
    await using closed = await startFaultyServer("connectionRefused");
    const down = await polysms(launch(), { ...campaign, env: touchbasepro(closed.url) });
    expect(down).toMatchObject({ code: 1, out: expect.stringMatching(/rejected +3 +network 3/) });
    expect(await polysms(launch("--resume"), campaign)).toMatchObject({ code: 0 });
    expect(campaign.server.requests).toBe(3);
  });

  it("waits at Ctrl-C for what is in flight, reports what was sent, and resumes with the rest", async () => {
    campaign.write(60);
    const release = campaign.server.hold();
    const running = startInProcess(launch("--yes", "--concurrency", "4"), campaign);
    await expect.poll(() => campaign.server.requests).toBe(4);
    running.interrupt();
    await running.wrote("Stopping: waiting for what is in flight");
    release();
    const { code, out, err } = await running.ended;
    expect(code).toBe(130);
    const [, accepted = ""] = /^accepted +(\d+)$/m.exec(out) ?? [];
    const [, notSent = ""] = /^not sent +(\d+)$/m.exec(out) ?? [];
    expect(Number(accepted)).toBe(campaign.server.requests);
    expect(Number(accepted) + Number(notSent)).toBe(60);
    expect(Number(notSent)).toBeGreaterThan(50);
    expect(out).not.toContain("unknown");
    expect(err).toContain("--resume");
    const resumed = await polysms(launch("--yes", "--json", "--resume"), campaign);
    expect(summaryOf(resumed.out)).toMatchObject({ replayed: Number(accepted), notSent: 0 });
    expect([...campaign.server.seen.values()].every((times) => times === 1)).toBe(true);
    expect(campaign.server.seen.size).toBe(60);
  });

  it("does not wait at the second Ctrl-C: what is in flight is unknown, and stays unknown", async () => {
    campaign.write(20);
    const release = campaign.server.hold();
    const running = startInProcess(launch("--yes", "--concurrency", "3"), campaign);
    await expect.poll(() => campaign.server.requests).toBe(3);
    running.interrupt();
    running.interrupt();
    const { code, out } = await running.ended;
    release();
    expect([code, out]).toEqual([
      130,
      expect.stringMatching(/accepted +0\nunknown +3 +aborted 3 +rows 2, 3, 4\nnot sent +17\n$/),
    ]);
    const resumed = await polysms(launch("--yes", "--json", "--resume"), campaign);
    expect(summaryOf(resumed.out).counts).toMatchObject({ unknown: 3, accepted: 15, rejected: 2 });
    expect(resumed.code).toBe(3);
    expect([...campaign.server.seen.values()].every((times) => times === 1)).toBe(true);
  });

  it("says that nothing was sent if Ctrl-C comes before the first row", async () => {
    campaign.write(20_000);
    const running = startInProcess(launch("--yes"), campaign);
    await running.interruptible;
    running.interrupt();
    expect(await running.ended).toMatchObject({ code: 130, out: "", err: expect.stringContaining("nothing was sent") });
  });

  it.skipIf(process.platform === "win32")("stops when the disk is full, and resumes when there is space", async () => {
    campaign.write(400);
    const full = await startLimited(launch("--yes"), campaign.cwd, campaign.env, 40);
    expect(full.stderr).toContain(
      "The campaign was stopped, because the journal could not be written (the disk is full or has a limit",
    );
    expect([1, 3]).toContain(full.code);
    expect(campaign.server.requests).toBeLessThan(400);
    const resumed = await polysms(launch("--yes", "--json", "--resume"), campaign);
    const { accepted, rejected, unknown } = summaryOf(resumed.out).counts;
    expect(accepted + rejected + unknown).toBe(400);
    expect([...campaign.server.seen.values()].every((times) => times === 1)).toBe(true);
  });

  it("that cannot even start its journal names the full disk, and sends nothing", async () => {
    campaign.write(3);
    const full = await startLimited(launch("--yes"), campaign.cwd, campaign.env, 0);
    expect(full).toMatchObject({ code: 2, stderr: expect.stringContaining("could not be written (EFBIG)") });
    expect([full.stdout.includes("accepted"), campaign.server.requests]).toEqual([false, 0]);
    writeFileSync(join(campaign.cwd, "people.csv.journal"), "");
    expect(await polysms(launch("--resume"), campaign)).toMatchObject({ code: 0 });
    expect(campaign.server.requests).toBe(3);
  });

  it("lets one of two processes resume that try at the same moment", async () => {
    campaign.write(20);
    const release = campaign.server.hold();
    const few = ["--yes", "--concurrency", "4"];
    const killed = start(launch(...few), campaign.cwd, campaign.env);
    await expect.poll(() => campaign.server.requests, { timeout: 20_000 }).toBe(4);
    killed.child.kill("SIGKILL");
    await killed.ended;
    const both = [1, 2].map(() => start(launch(...few, "--resume"), campaign.cwd, campaign.env).ended);
    // The one that has the journal waits for the server.
    const refused = await Promise.race(both);
    expect(refused).toMatchObject({ code: 2, stderr: expect.stringMatching(/(written by|opened by another) process/) });
    release();
    expect((await Promise.all(both)).map(({ code }) => code).sort()).toEqual([2, 3]);
    expect([...campaign.server.seen.values()].filter((times) => times > 1)).toEqual([]);
    expect(campaign.server.seen.size).toBe(20);
  });

  it("takes over from another machine, or over damage, only where it resumes", async () => {
    campaign.write(3);
    for (const option of ["--take-over", "--accept-damage"]) {
      const { code, err } = await polysms(launch(option), campaign);
      expect([code, err]).toEqual([2, expect.stringContaining(`${option} is about a journal that is resumed`)]);
    }
    expect(campaign.server.requests).toBe(0);
  });

  it("sends no row again over accepted damage: rows that a lost line may be about are unknown", async () => {
    campaign.write(12);
    await polysms(launch("--yes"), campaign);
    const path = join(campaign.cwd, "people.csv.journal");
    const lines = readFileSync(path, "utf8").split("\n");
    const finished = lines.findIndex((line) => line.includes('["f","') && line.includes("accepted"));
    writeFileSync(path, lines.toSpliced(finished, 1).join("\n"));
    const refused = await polysms(launch("--yes", "--resume"), campaign);
    expect(refused).toMatchObject({ code: 2, err: expect.stringMatching(/damaged: line \d+ [\s\S]*--accept-damage/) });
    const resumed = await polysms(launch("--yes", "--json", "--resume", "--accept-damage"), campaign);
    expect(summaryOf(resumed.out)).toMatchObject({ counts: { accepted: 10, rejected: 1, unknown: 1 }, notSent: 0 });
    expect([resumed.code, campaign.server.requests]).toEqual([3, 12]);
    expect(await polysms(launch("--yes", "--resume"), campaign)).toMatchObject({ code: 3 });
  });

  it("does not resume under another secret, and says so", async () => {
    campaign.write(3);
    const env = (secret: string) => ({ ...campaign.env, POLYSMS_SECRET: secret });
    await polysms(launch(), { ...campaign, env: env("a secret that has 32 bytes or more") });
    for (const other of [campaign.env, env("another secret with 32 bytes or more")]) {
      const { code, err } = await polysms(launch("--resume"), { ...campaign, env: other });
      expect([code, err]).toEqual([2, expect.stringContaining("made with another secret")]);
    }
    const { code } = await polysms(launch("--resume"), { ...campaign, env: env("a secret that has 32 bytes or more") });
    expect([code, campaign.server.requests]).toEqual([0, 3]);
  });

  it("cannot be resumed by a second process while the first one is sending", async () => {
    campaign.write(12);
    const release = campaign.server.hold();
    const first = start(launch("--yes"), campaign.cwd, campaign.env);
    await expect.poll(() => campaign.server.requests, { timeout: 20_000 }).toBe(12);
    const second = await polysms(launch("--yes", "--resume"), campaign);
    expect(second).toMatchObject({ code: 2, err: expect.stringContaining(`written by process ${first.child.pid}`) });
    release();
    expect(await first.ended).toMatchObject({ code: 1 });
    expect(campaign.server.requests).toBe(12);
  });

  it("draws its progress only on a terminal, over itself, and removes it at the end", async () => {
    campaign.write(300);
    const release = campaign.server.hold();
    const running = startInProcess(launch("--yes"), { ...campaign, redraws: true });
    await expect.poll(() => campaign.server.requests).toBe(16);
    release();
    const { err, out } = await running.ended;
    const lines = err.split("\r");
    expect(lines.length > 1 ? lines.at(-1) : `${CLEAR}${err}`).toContain(`${CLEAR}300 rows in`);
    expect(out).toMatch(/accepted +270\nrejected +30 /);
  });
});
