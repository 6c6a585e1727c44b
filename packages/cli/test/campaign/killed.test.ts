import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { command, start, temporaryFolder, touchbasepro } from "../command.ts";
import { startCountingServer } from "../counting-server.ts";

// More for a long run: POLYSMS_TEST_KILLS=100.
const KILLS = Number(process.env.POLYSMS_TEST_KILLS ?? 5);
const ROWS = 30 + 15 * KILLS;

/** Random numbers that are the same in every run (mulberry32). */
function randomFrom(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) % below;
  };
}

it(
  "rule 3, a campaign that is killed again and again sends nothing twice, and reports what is unknown",
  async () => {
    await using server = await startCountingServer();
    using folder = temporaryFolder();
    const numbers = Array.from({ length: ROWS }, (_, index) => `2783000${1_000 + index}`);
    writeFileSync(
      join(folder.path, "people.csv"),
      `msisdn,name\n${numbers.map((number) => `+${number},Jo\n`).join("")}`,
    );
    const args = [
      "campaign",
      "launch",
      "people.csv",
      "--text",
      "Hello there {name}",
      "--yes",
      "--json",
      "--concurrency",
      "4",
    ];
    const random = randomFrom(20_261_123);
    let killed = 0;

    for (let run = 0; run < KILLS; run++) {
      const { child, ended } = start(
        [...args, ...(run === 0 ? [] : ["--resume"])],
        folder.path,
        touchbasepro(server.url),
      );
      // Kills it before or after an answer, at once or a moment later, some requests after the previous run.
      const fatal = server.requests + 1 + random(10);
      const afterAnswer = random(2) === 1;
      const delayMs = random(3);
      server.watch((request, answered) => {
        if (request < fatal || answered !== afterAnswer) return;
        if (delayMs === 0) child.kill("SIGKILL");
        else setTimeout(() => child.kill("SIGKILL"), delayMs);
      });
      const { signal, stderr } = await ended;
      if (signal === "SIGKILL") killed += 1;
      else expect(stderr, `run ${run}`).toContain(" row");
    }
    server.watch(() => {});
    const last = await command([...args, "--resume"], folder.path, touchbasepro(server.url));

    const lines = last.stdout
      .trimEnd()
      .split("\n")
      .map((line) => JSON.parse(line));
    const { summary } = lines.at(-1);
    const { accepted, rejected, unknown } = summary.counts;
    expect(killed).toBe(KILLS);
    // At most what was in flight.
    expect(unknown).toBeLessThanOrEqual(4 * KILLS);
    expect(
      [...server.seen.values()].filter((times) => times > 1),
      last.stderr,
    ).toEqual([]);
    expect(accepted + rejected + unknown).toBe(ROWS);
    expect(summary.notSent).toBe(0);
    expect(unknown).toBeGreaterThan(0);
    expect(accepted).toBeGreaterThan(ROWS / 2);
    // Rows that are reported as accepted or rejected did arrive; unknown ones arrived once or never.
    expect(accepted + rejected).toBeLessThanOrEqual(server.seen.size);
    expect(lines.filter(({ row }) => row !== undefined)).toHaveLength(ROWS);
    expect(last.code).toBe(3);
    // A row that was neither sent nor left free is lost: at most what a kill caught between its line and its request.
    const neverSent = ROWS - server.seen.size;
    expect(neverSent).toBeLessThanOrEqual(4 * KILLS);
    const journal = readFileSync(join(folder.path, "people.csv.journal"), "utf8");
    expect(numbers.filter((number) => journal.includes(number))).toEqual([]);
    expect(journal).not.toContain("Hello");
  },
  60_000 + 2_000 * KILLS,
);
