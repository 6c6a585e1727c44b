import type { BulkContender } from "../bulk.ts";
import { CONCURRENCY } from "../bulk.ts";
import type { Entered } from "../catalog.ts";
import { startChild } from "../child.ts";
import { message } from "../contender.ts";
import type { Effort } from "../effort.ts";
import { atLeast, atMost, type Check, number, type Section, spread } from "../report.ts";
import { inRounds } from "../rounds.ts";
import { startServer } from "../server/server.ts";
import { median, ratios, type Summary, summarize } from "../statistics.ts";
import type { BulkSample } from "../workers/bulk-probe.ts";

/** With fewer recipients, growth is mostly the warming up of the process, whatever it sends with. */
const ENOUGH_FOR_GROWTH = 1_000_000;

/** The same text to very many recipients, compared with a loop by hand. */
export async function measureBulk(
  contenders: readonly Entered<BulkContender>[],
  { bulk: { rounds, recipients } }: Effort,
): Promise<Section> {
  using server = await startServer(
    contenders.map(({ answers }) => answers),
    [message.text.slice(-4)],
  );
  const samples = await inRounds(contenders, rounds, async ({ file }) => {
    using probe = startChild("workers/bulk-probe.ts", [file, server.url, String(recipients)]);
    return await probe.ask<BulkSample>();
  });
  const all = [...samples];
  const byHand = all.find(([{ kind }]) => kind === "raw")?.[1] ?? [];
  const ratio = (own: readonly BulkSample[]) => ratios(own.map(speed), byHand.map(speed));
  return {
    title: `Bulk: ${recipients.toLocaleString("en-US")} recipients`,
    remarks: [
      `\`sms.stream\` and a loop by hand on \`fetch\`, both ${CONCURRENCY} at a time, in a new process each time` +
        `${rounds > 1 ? ` (${rounds} rounds)` : ""}, to a server in another process. Growth is memory at the end, divided by that after a quarter of the ` +
        "recipients; the slope is that of the last three quarters." +
        (recipients < ENOUGH_FOR_GROWTH
          ? " With so few, growth is mostly the warming up of the process, so its target is left to the full mode."
          : ""),
    ],
    tables: [
      {
        columns: ["", "recipients/s, × loop", "recipients/s", "peak MB", "growth", "MB per 100,000", "p99 delay, ms"],
        rows: all.map(([{ name }, own]) => [
          name,
          spread(summarize(ratio(own))),
          spread(summarize(own.map(speed))),
          number(median(own.map(({ peakMegabytes }) => peakMegabytes))),
          number(median(own.map(({ growth }) => growth))),
          number(median(own.map(({ megabytesPer100000 }) => megabytesPer100000))),
          number(median(own.map(({ delayMs }) => delayMs))),
        ]),
      },
    ],
    checks: all
      .filter(([{ kind }]) => kind === "ours")
      .flatMap(([{ name }, own]) => [
        atLeast(`${name}: recipients per second, times the loop by hand`, summarize(ratio(own)), 0.9),
        growthCheck(name, summarize(own.map(({ growth }) => growth)), recipients),
      ]),
    summary: all
      .filter(([{ kind }]) => kind === "ours")
      .map(([, own]) => ({
        what: "recipients per second of `sms.stream`, × a loop on `fetch`",
        facade: summarize(ratio(own)),
      })),
  };
}

/** Open if there were too few recipients to tell. */
export function growthCheck(name: string, growth: Summary, recipients: number): Check {
  const check = atMost(`${name}: growth of memory, flat`, growth, 1.1);
  return recipients < ENOUGH_FOR_GROWTH ? { ...check, result: "open" } : check;
}

function speed({ perSecond }: BulkSample): number {
  return perSecond;
}
