import { mkdtempSync, rmSync } from "node:fs";
import { writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Entered } from "../catalog.ts";
import { startChild } from "../child.ts";
import type { Effort } from "../effort.ts";
import { BAD_OF_100, type PlanContender, planLines } from "../planning.ts";
import { atMost, number, type Section, spread } from "../report.ts";
import { inRounds } from "../rounds.ts";
import { median, ratios, summarize } from "../statistics.ts";
import type { PlanSample } from "../workers/planning-probe.ts";

/** Checking a file of recipients before anything is sent. */
export async function measurePlanning(
  contenders: readonly Entered<PlanContender>[],
  { planning: { rounds, rows } }: Effort,
): Promise<Section> {
  const folder = mkdtempSync(join(tmpdir(), "polysms-bench-"));
  try {
    const file = join(folder, "recipients.csv");
    // As one text: an iterable would be written line by line, which takes many seconds.
    await writeFile(file, [...planLines(rows)].join(""));
    const samples = await inRounds(contenders, rounds, async (contender) => {
      using probe = startChild("workers/planning-probe.ts", [contender.file, file]);
      const sample = await probe.ask<PlanSample>();
      if (sample.rows !== rows || sample.badRows !== (rows * BAD_OF_100) / 100) {
        throw new Error(`${contender.name} found ${sample.badRows} bad rows of ${sample.rows}.`);
      }
      return sample;
    });
    const all = [...samples];
    const byHand = all.find(([{ kind }]) => kind !== "ours")?.[1] ?? [];
    const time = (own: readonly PlanSample[]) => ratios(own.map(seconds), byHand.map(seconds));
    const memory = (own: readonly PlanSample[]) => ratios(own.map(megabytes), byHand.map(megabytes));
    return {
      title: `Planning a campaign: ${rows.toLocaleString("en-US")} rows`,
      remarks: [
        `A CSV file is read in a new process for each of ${rounds} rounds; numbers, columns and duplicates are checked and ` +
          `the text is filled in. All must find the same ${BAD_OF_100} bad rows of a hundred. Memory is the peak above that ` +
          "of a process that has read nothing.",
      ],
      tables: [
        {
          columns: ["", "time, × by hand", "rows/s", "memory, × by hand", "MB"],
          rows: all.map(([{ name }, own]) => [
            name,
            spread(summarize(time(own))),
            spread(summarize(own.map((sample) => rows / seconds(sample)))),
            spread(summarize(memory(own))),
            number(median(own.map(megabytes))),
          ]),
        },
      ],
      checks: all
        .filter(([{ kind }]) => kind === "ours")
        .flatMap(([{ name }, own]) => [
          atMost(`${name}: time, times the loop by hand`, summarize(time(own)), 1),
          atMost(`${name}: memory, times the loop by hand`, summarize(memory(own)), 1),
        ]),
      summary: all
        .filter(([{ kind }]) => kind === "ours")
        .map(([, own]) => ({ what: "time to plan a campaign, × a loop by hand", facade: summarize(time(own)) })),
    };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function seconds(sample: PlanSample): number {
  return sample.seconds;
}

function megabytes(sample: PlanSample): number {
  return sample.megabytes;
}
