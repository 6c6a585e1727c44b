import { invalidInput, type SmsError } from "@polysms/core";
import fc from "fast-check";
import { expect, it } from "vitest";
import { createSms, type IdempotencyStore, memoryIdempotencyStore, type Route } from "../../src/index.ts";
import { deferred } from "../deferred.ts";
import { accepted, rejected, unknown } from "../stub-provider.ts";
import { createRecorder } from "./recorder.ts";
import { collectRows, csv, kenyan } from "./setup.ts";

const NAMES = ["a", "b", "c"] as const;

/** One program that launches the campaign: its route, its answers, how it ends, and the rows of its file. */
const launches = fc.record({
  route: fc.array(fc.constantFrom(...NAMES), { minLength: 1, maxLength: 5 }),
  guarded: fc.boolean(),
  answers: fc.array(fc.constantFrom("accepted", "accepted", "unknown", "auth", "invalid-recipient"), {
    minLength: 1,
    maxLength: 4,
  }),
  end: fc.option(fc.record({ how: fc.constantFrom("crash", "abort", "full"), after: fc.nat({ max: 30 }) })),
  added: fc.nat({ max: 2 }),
  fixed: fc.boolean(),
  concurrency: fc.integer({ min: 1, max: 3 }),
});

type Launch = ReturnType<typeof launches.generate>["value"];

const verdicts = {
  accepted: accepted("id"),
  unknown: unknown(),
  auth: rejected("auth"),
  "invalid-recipient": rejected("invalid-recipient"),
};

it("rule 3, campaigns: no number is sent to twice, wherever launches end and whatever changes between them", async () => {
  const numbers = kenyan(14);
  await fc.assert(
    fc.asyncProperty(fc.array(launches, { minLength: 2, maxLength: 5 }), async (all) => {
      const recorder = createRecorder();
      let time = 0;
      const store = memoryIdempotencyStore({ now: () => time });
      let length = 4;
      let fixed = false;
      for (const launch of all) {
        // An hour later nobody is still at work on what an earlier launch began.
        time += 3_600_000;
        length += launch.added;
        fixed ||= launch.fixed;
        const cells = numbers.slice(0, length).map((to, row) => (row === 2 && !fixed ? "none" : to));
        const good = cells.filter((to) => to !== "none");
        const { rows, error, crashed } = await run(launch, cells, recorder, store);

        expect(recorder.duplicates).toEqual([]);
        expect(new Set(rows.map(({ row }) => row)).size).toBe(rows.length);
        for (const { row, outcome } of rows) {
          expect(outcome.to).toBe(cells[row - 2]);
          if (outcome.status === "accepted") expect(recorder.sent.get(outcome.to)).toHaveLength(1);
          // Rejected is proof, and that includes earlier launches.
          if (outcome.status === "rejected") expect(recorder.sent.has(outcome.to)).toBe(false);
        }
        if (!crashed && error === undefined) expect(rows.map(({ outcome }) => outcome.to)).toEqual(good);
        // A launch that is not interrupted runs to its end, unless an earlier one left no record of which rows are in which file.
        if (launch.end === null && error !== undefined) {
          expect(all.some(({ end }) => end !== null && end.how !== "abort")).toBe(true);
          expect(error).toMatchObject({ field: "idempotencyKey", mayHaveBeenSent: false });
          expect(recorder.sent.size).toBe(0);
        }
      }
    }),
    { numRuns: 150 },
  );
});

/** Launches, and counts the calls of the store and the providers: at a given count the program ends. */
async function run(
  { route, guarded, answers, end, concurrency }: Launch,
  cells: readonly string[],
  recorder: ReturnType<typeof createRecorder>,
  memory: IdempotencyStore,
) {
  const stop = new AbortController();
  let count = 0;
  let crashed = false;
  const { promise: crash, resolve: reportCrash } = deferred();
  const isOver = () => end !== null && count++ >= end.after;
  const step = async () => {
    if (end === null || !isOver()) return;
    if (end.how === "abort") stop.abort();
    if (end.how === "crash") {
      crashed = true;
      reportCrash();
    }
    // Nothing that a crashed program started is finished.
    if (crashed) await new Promise<never>(() => {});
  };
  const interruptible = async <Result>(work: () => Promise<Result>): Promise<Result> => {
    if (crashed) await step();
    if (end?.how === "full" && isOver()) throw invalidInput("store", "is full.");
    const result = await work();
    await step();
    return result;
  };
  const store: IdempotencyStore = {
    ...memory,
    find: (...args) => interruptible(async () => memory.find(...args)),
    reserve: (...args) => interruptible(async () => memory.reserve(...args)),
    finalize: (...args) => interruptible(async () => memory.finalize(...args)),
    release: (...args) => interruptible(async () => memory.release(...args)),
  };
  let answered = 0;
  const answer = () => verdicts[answers[answered++ % answers.length] ?? "accepted"];
  const provider = (name: string, files = false) => recorder.provider(name, { files, answer, before: step });
  let asked = 0;
  const changingRoute: Route = { names: NAMES, providersFor: () => [route[asked++ % route.length] ?? "a"] };
  const { campaigns } = createSms({
    providers: [provider("a", true), provider("b", true), provider("c")],
    route: changingRoute as Route<string>,
    stores: { idempotency: store },
    retry: { maxAttempts: 1 },
    circuitBreaker: { parkMs: 0 },
    ...(guarded ? { guard: { allow: kenyan(14), otherwise: "drop" } } : {}),
  });
  const found: Awaited<ReturnType<typeof collectRows>>["rows"] = [];
  const options = { idempotencyKey: "spring-sale", skipBadRows: true, signal: stop.signal, concurrency };
  async function* recordedRows() {
    for await (const row of campaigns.launch({ file: csv("msisdn", ...cells), text: "Hi" }, options)) {
      if (!crashed) found.push(row);
      yield row;
    }
  }
  const ended = await Promise.race([collectRows(recordedRows()), crash]);
  const error = ended?.error as SmsError | undefined;
  return { rows: found.sort((a, b) => a.row - b.row), error, crashed };
}
