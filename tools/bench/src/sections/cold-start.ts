import type { Entered } from "../catalog.ts";
import { startChild } from "../child.ts";
import { type Contender, message } from "../contender.ts";
import type { Effort } from "../effort.ts";
import { bundleIntoFiles } from "../packages/one-file.ts";
import { aheadOf, atMost, type Check, number, type Section, spread } from "../report.ts";
import { inRounds } from "../rounds.ts";
import { startServer } from "../server/server.ts";
import { exactly, median, ratios, type Summary, summarize } from "../statistics.ts";
import type { ColdStart } from "../workers/cold-start-probe.ts";

interface Row {
  readonly contender: Entered<Contender>;
  /** Milliseconds, round by round. */
  readonly starts: readonly number[];
  readonly firstMessages: readonly number[];
  readonly start: Summary;
  readonly memory: Summary;
  readonly firstMessage: Summary;
}

/** The cost of a new process until it can send, and until it has sent. */
export async function measureColdStart(
  contenders: readonly Entered<Contender>[],
  { coldStart }: Effort,
): Promise<Section> {
  // Several ways to use one package have the same start.
  const starting = contenders.filter((one) => one.baseline || one.bundle !== undefined);
  using server = await startServer(
    starting.map(({ answers }) => answers),
    [message.to.slice(1), message.text.slice(-4)],
  );
  using bundled = await bundleIntoFiles(starting);
  const samples = await inRounds(starting, coldStart.rounds, async (contender) => {
    const args = [contender.file, server.url, bundled.files.get(contender)];
    using probe = startChild(
      "workers/cold-start-probe.ts",
      args.filter((one) => one !== undefined),
    );
    return await probe.ask<ColdStart>();
  });
  const nothing = [...samples].find(([{ baseline }]) => baseline)?.[1] ?? [];
  const empty = median(nothing.map(({ startMs }) => startMs));
  const rows = [...samples].map(([contender, own]) => {
    const starts = own.map(({ startMs }) => startMs - empty);
    const firstMessages = own.map(({ firstMessageMs }) => firstMessageMs);
    const memory = summarize(own.map(({ startMegabytes }) => startMegabytes));
    return {
      contender,
      starts,
      firstMessages,
      start: summarize(starts),
      memory,
      firstMessage: summarize(firstMessages),
    };
  });
  const facade = rows.find(({ contender }) => contender.package === "polysms");
  if (facade === undefined) throw new Error("There is no contender to compare with: one needs the package polysms.");
  return {
    title: "Cold start",
    remarks: [
      "A new process imports the package, makes its client and sends one message. Start is until there is a client, over a " +
        "program that imports nothing; `fetch` itself is loaded by Node when it is first used, so the first message shows " +
        `the whole cost of each. Ratios are to ${facade.contender.name}.`,
      ...starting.flatMap(({ inOneFile, name, note }) => (inOneFile ? [`${name}: ${note}.`] : [])),
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
    summary: [
      {
        what: "start of a process, × the facade",
        client: rows
          .filter(({ contender }) => contender.column === "client")
          .map(({ starts }) => summarize(ratios(starts, facade.starts)))[0],
        facade: exactly(1),
        others: rows
          .filter(({ contender }) => contender.kind === "sdk")
          .map(({ start }) => start.median / facade.start.median),
      },
    ],
  };
}

function checksOf({ contender, starts, firstMessages, start }: Row, rows: readonly Row[]): Check[] {
  const { name, start: limit, inOneFile } = contender;
  const limits = limit === undefined ? [] : [atMost(`${name}: start over an empty program`, start, limit, " ms")];
  // No SDK is bundled, so a comparison with them would not be fair.
  if (inOneFile) return limits;
  const sdks = rows.filter(({ contender }) => contender.kind === "sdk");
  const others = (of: (row: Row) => Summary) => new Map(sdks.map((row) => [row.contender.name, of(row)]));
  return [
    ...limits,
    aheadOf(
      `${name}: starts before every SDK`,
      others((row) => summarize(ratios(row.starts, starts))),
    ),
    aheadOf(
      `${name}: first message before every SDK's`,
      others((row) => summarize(ratios(row.firstMessages, firstMessages))),
    ),
  ];
}
