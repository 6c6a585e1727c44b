import type { Entered } from "../catalog.ts";
import { type Child, startChild } from "../child.ts";
import { type Contender, message } from "../contender.ts";
import type { Effort } from "../effort.ts";
import { aheadOf, atMost, type Check, type Section, type SummaryLine, spread, type Table } from "../report.ts";
import { inRounds } from "../rounds.ts";
import { startServer } from "../server/server.ts";
import { ratios, summarize } from "../statistics.ts";
import type { SendOrder, SendSample } from "../workers/sending.ts";

/** One way of sending: over a stub, or on loopback with so many at the same time. */
interface Mode {
  readonly title: string;
  readonly stub: boolean;
  readonly concurrency: number;
}

const MODES: readonly Mode[] = [
  { title: "over a stubbed `fetch`, one at a time", stub: true, concurrency: 1 },
  { title: "on loopback, one at a time", stub: false, concurrency: 1 },
  { title: "on loopback, 50 at a time", stub: false, concurrency: 50 },
];

type Samples = ReadonlyMap<Entered<Contender>, readonly SendSample[]>;

/** The cost of a message beyond a request by hand. */
export async function measureOverhead(contenders: readonly Entered<Contender>[], effort: Effort): Promise<Section> {
  using server = await startServer(
    contenders.map(({ answers }) => answers),
    [message.to.slice(1), message.text.slice(-4)],
  );
  const tables: Table[] = [];
  const checks: Check[] = [];
  const summary: SummaryLine[] = [];
  for (const stub of [true, false]) {
    const measured = contenders.filter(({ speaksFetch }) => speaksFetch || !stub);
    const workers = await startWorkers(measured, stub ? "stub" : server.url, effort);
    try {
      for (const mode of MODES.filter((one) => one.stub === stub)) {
        const order: SendOrder = { concurrency: mode.concurrency, milliseconds: effort.overhead.milliseconds };
        const samples = await inRounds(measured, effort.overhead.rounds, (one) =>
          (workers.get(one) as Child).ask<SendSample>(order),
        );
        tables.push(tableOf(mode, samples));
        checks.push(...checksOf(mode, samples));
        if (!stub) summary.push(summaryOf(mode, samples));
      }
    } finally {
      for (const worker of workers.values()) worker[Symbol.dispose]();
    }
  }
  return { title: "Overhead of one message", remarks: remarksOn(contenders), tables, checks, summary };
}

async function startWorkers(contenders: readonly Entered<Contender>[], target: string, { overhead }: Effort) {
  const workers = new Map(
    contenders.map((contender) => [contender, startChild("workers/send-worker.ts", [contender.file, target])]),
  );
  const all = [...workers.values()];
  // Another section measures the start, so all of them may start at the same time; each warms up alone.
  await Promise.all(all.map((worker) => worker.ask()));
  for (const worker of all) await worker.ask({ concurrency: 10, milliseconds: overhead.warmUpMs });
  return workers;
}

function tableOf({ title }: Mode, samples: Samples): Table {
  const baseline = baselineOf(samples);
  return {
    columns: [title, "× `fetch`, time", "× `fetch`, processor", "µs per message"],
    rows: [...samples].map(([{ name }, own]) => [
      name,
      spread(summarize(ratios(times(own), times(baseline)))),
      spread(summarize(ratios(processor(own), processor(baseline)))),
      spread(summarize(times(own))),
    ]),
  };
}

function checksOf({ stub, title, concurrency }: Mode, samples: Samples): Check[] {
  const baseline = baselineOf(samples);
  const sdks = new Map([...samples].filter(([{ kind }]) => kind === "sdk").map(([{ name }, own]) => [name, own]));
  return [...samples]
    .filter(([{ kind }]) => kind === "ours")
    .flatMap(([{ name, limit }, own]) => {
      const theirs = new Map([...sdks].map(([sdk, its]) => [sdk, summarize(ratios(times(its), times(own)))]));
      const ahead = aheadOf(`${name}, ${title}: ahead of every SDK`, theirs);
      if (stub || limit === undefined) return [ahead];
      const ratio = summarize(ratios(times(own), times(baseline)));
      return [atMost(`${name}, ${concurrency} at a time, times \`fetch\``, ratio, limit), ahead];
    });
}

function summaryOf({ title }: Mode, samples: Samples): SummaryLine {
  const ratio = (own: readonly SendSample[]) => summarize(ratios(times(own), times(baselineOf(samples))));
  const all = [...samples];
  const of = (column: Contender["column"]) =>
    all.filter((one) => one[0].column === column).map(([, own]) => ratio(own))[0];
  return {
    what: `a message ${title}, × \`fetch\``,
    client: of("client"),
    facade: of("facade"),
    everything: of("everything"),
    others: all.filter(([{ kind }]) => kind === "sdk").map(([, own]) => ratio(own).median),
  };
}

function baselineOf(samples: Samples): readonly SendSample[] {
  const found = [...samples].find(([{ baseline }]) => baseline);
  if (found === undefined) throw new Error("There is no baseline: one contender needs baseline: true.");
  return found[1];
}

function times(samples: readonly SendSample[]): number[] {
  return samples.map(({ microsecondsPerSend }) => microsecondsPerSend);
}

function processor(samples: readonly SendSample[]): number[] {
  return samples.map(({ processorMicrosecondsPerSend }) => processorMicrosecondsPerSend);
}

function remarksOn(contenders: readonly Entered<Contender>[]): string[] {
  const notes = contenders.flatMap(({ name, note }) => (note === undefined ? [] : [`- ${name}: ${note}.`]));
  const silent = contenders.filter(({ speaksFetch }) => !speaksFetch).map(({ name }) => name);
  return [
    "Every contender sends the same text to one number, as one JSON or form request in its own format, to the same HTTP server " +
      "in a process of its own, over connections that are kept open. Each contender is a process too, and they take turns in " +
      "every round. Ratios are made round by round. Processor time is that of the sending process, without the time that " +
      "it waits for the server.",
    `These do not use \`fetch\`, so there is no stub for them: ${silent.join("; ")}.`,
    notes.join("\n"),
  ];
}
