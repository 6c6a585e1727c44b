import type { Entered } from "../catalog.ts";
import { startChild } from "../child.ts";
import type { ColdStart } from "../cold-start-probe.ts";
import { type Contender, message } from "../contender.ts";
import type { Effort } from "../effort.ts";
import { aheadOf, atMost, type Check, number, type Section, spread } from "../report.ts";
import { inRounds } from "../rounds.ts";
import { startServer } from "../server.ts";
import { median, type Summary, summarize } from "../statistics.ts";

interface Row {
  readonly contender: Entered<Contender>;
  readonly start: Summary;
  readonly memory: Summary;
  readonly firstMessage: Summary;
}

/** What a new process pays before it can send, and until it has sent. */
export async function measureColdStart(
  contenders: readonly Entered<Contender>[],
  { coldStart }: Effort,
): Promise<Section> {
  // Several ways to use one package start alike.
  const starting = contenders.filter((one) => one.baseline || one.bundle !== undefined);
  using server = await startServer(
    starting.map(({ answers }) => answers),
    [message.to.slice(1), message.text.slice(-4)],
  );
  const samples = await inRounds(starting, coldStart.rounds, async ({ file }) => {
    using probe = startChild("./cold-start-probe.ts", [file, server.url]);
    return await probe.ask<ColdStart>();
  });
  const nothing = [...samples].find(([{ baseline }]) => baseline)?.[1] ?? [];
  const empty = median(nothing.map(({ startMs }) => startMs));
  const rows = [...samples].map(([contender, own]) => ({
    contender,
    start: summarize(own.map(({ startMs }) => startMs - empty)),
    memory: summarize(own.map(({ startMegabytes }) => startMegabytes)),
    firstMessage: summarize(own.map(({ firstMessageMs }) => firstMessageMs)),
  }));
  const facade = rows.find(({ contender }) => contender.start !== undefined);
  if (facade === undefined) throw new Error("Nobody is compared with.");
  return {
    title: "Cold start",
    remarks: [
      "A new process imports the package, makes its client and sends one message. Start is until there is a client, over a " +
        "program that imports nothing; `fetch` itself is loaded by Node when it is first used, so the first message tells " +
        `what all pay in the end. Ratios are to ${facade.contender.name}.`,
    ],
    tables: [
      {
        columns: ["", "start, ×", "start, ms", "start, MB", "first message, ×", "first message, ms"],
        rows: rows.map(({ contender, start, memory, firstMessage }) => [
          contender.name,
          number(start.median / facade.start.median),
          spread(start),
          spread(memory),
          number(firstMessage.median / facade.firstMessage.median),
          spread(firstMessage),
        ]),
      },
    ],
    checks: rows.filter(({ contender }) => contender.kind === "ours").flatMap((row) => checksOf(row, rows)),
  };
}

function checksOf({ contender: { name, start: limit }, start, firstMessage }: Row, rows: readonly Row[]): Check[] {
  const sdks = rows.filter(({ contender }) => contender.kind === "sdk");
  const others = (of: (row: Row) => Summary) => new Map(sdks.map((row) => [row.contender.name, of(row)]));
  return [
    ...(limit === undefined ? [] : [atMost(`${name}: start over an empty program`, start, limit, " ms")]),
    aheadOf(
      `${name}: starts before every SDK`,
      start,
      others((row) => row.start),
    ),
    aheadOf(
      `${name}: first message before every SDK's`,
      firstMessage,
      others((row) => row.firstMessage),
    ),
  ];
}
