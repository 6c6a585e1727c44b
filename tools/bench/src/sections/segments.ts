import type { Entered } from "../catalog.ts";
import { type Child, startChild } from "../child.ts";
import type { Effort } from "../effort.ts";
import { atLeast, type Check, type Section, spread } from "../report.ts";
import { inRounds } from "../rounds.ts";
import { type SegmentCase, segmentCases } from "../segment-cases.ts";
import type { Count, SegmentContender } from "../segments.ts";
import { exactly, ratios, summarize } from "../statistics.ts";

/** How fast the segments of a text are counted, and how often correctly. */
export async function measureSegments(
  contenders: readonly Entered<SegmentContender>[],
  { segments: { rounds, milliseconds, warmUpMs } }: Effort,
): Promise<Section> {
  const workers = new Map<Entered<SegmentContender>, Child>();
  const mistakes = new Map<Entered<SegmentContender>, readonly SegmentCase[]>();
  try {
    for (const contender of contenders) {
      const worker = startChild("workers/segment-worker.ts", [contender.file]);
      workers.set(contender, worker);
      await worker.ask();
      const counts = await worker.ask<(Count | null)[]>({ texts: segmentCases.map(({ text }) => text) });
      mistakes.set(contender, wrongCases(counts));
      await worker.ask({ milliseconds: warmUpMs });
    }
    const samples = await inRounds(contenders, rounds, (one) =>
      (workers.get(one) as Child).ask<number>({ milliseconds }),
    );
    const ours = [...samples].find(([{ kind }]) => kind === "ours")?.[1] ?? [];
    const wrong = (one: Entered<SegmentContender>) => mistakes.get(one) ?? [];
    return {
      title: "Segments",
      remarks: [
        `Texts per second over messages of every kind, and how many of ${segmentCases.length} texts are counted as the ` +
          "standards say: the alphabet with its extension table, full and overfull segments, and characters that must not be " +
          "cut in two.",
      ],
      tables: [
        {
          columns: ["", "time, × ours", "texts/s", "correct"],
          rows: [...samples].map(([one, own]) => [
            one.name,
            spread(summarize(ratios(own, ours))),
            spread(summarize(own.map((microseconds) => 1e6 / microseconds))),
            `${segmentCases.length - wrong(one).length} of ${segmentCases.length}`,
          ]),
        },
        {
          columns: ["Counted wrongly by", "texts"],
          rows: contenders
            .filter((one) => wrong(one).length > 0)
            .map((one) => [
              one.name,
              wrong(one)
                .map(({ why }) => why)
                .join("; "),
            ]),
        },
      ],
      checks: contenders.flatMap((one) => checksOf(one, wrong(one), samples)),
      summary: [
        {
          what: "time to count segments, × ours",
          facade: exactly(1),
          others: [...samples]
            .filter(([{ kind }]) => kind !== "ours")
            .map(([, own]) => summarize(ratios(own, ours)).median),
        },
      ],
    };
  } finally {
    for (const worker of workers.values()) worker[Symbol.dispose]();
  }
}

export function wrongCases(counts: readonly (Count | null | undefined)[]): SegmentCase[] {
  return segmentCases.filter(({ encoding, segments }, index) => {
    const count = counts[index];
    return count?.encoding !== encoding || count.segments !== segments;
  });
}

function checksOf(
  one: Entered<SegmentContender>,
  wrong: readonly SegmentCase[],
  samples: ReadonlyMap<Entered<SegmentContender>, readonly number[]>,
): Check[] {
  if (one.kind !== "ours") return [];
  const correct = segmentCases.length - wrong.length;
  const ours = samples.get(one) ?? [];
  const others = [...samples].filter(([other]) => other !== one).map(([, own]) => own);
  // The fastest of the others in each round.
  const fastest = ours.map((_, round) => Math.min(...others.map((own) => own[round] as number)));
  return [
    {
      target: `${one.name}: every text counted correctly`,
      measured: `${correct} of ${segmentCases.length}`,
      result: wrong.length === 0 ? "met" : "missed",
    },
    atLeast(`${one.name}: speed, times that of the fastest of the others`, summarize(ratios(fastest, ours)), 1),
  ];
}
