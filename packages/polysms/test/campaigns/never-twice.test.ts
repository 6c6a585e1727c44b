import { invalidInput, type SmsError } from "@polysms/core";
import fc from "fast-check";
import { expect, it } from "vitest";
import { createSms, type IdempotencyStore, memoryIdempotencyStore, type Route } from "../../src/index.ts";
import { accepted, notAccepted, unknown } from "../stub-provider.ts";
import { createLedger } from "./ledger.ts";
import { csv, everything, kenyan } from "./setup.ts";

const NAMES = ["a", "b", "c"] as const;

/** One program that launches the campaign: how it routes, what becomes of it, and how many rows it finds. */
const launches = fc.record({
  route: fc.array(fc.constantFrom(...NAMES), { minLength: 1, maxLength: 5 }),
  guarded: fc.boolean(),
  answers: fc.array(fc.constantFrom("accepted", "accepted", "unknown", "auth", "invalid-recipient"), {
    minLength: 1,
    maxLength: 4,
  }),
  end: fc.option(fc.record({ how: fc.constantFrom("crash", "abort", "full"), after: fc.nat({ max: 30 }) })),
  added: fc.nat({ max: 2 }),
  mended: fc.boolean(),
  concurrency: fc.integer({ min: 1, max: 3 }),
});

type Launch = ReturnType<typeof launches.generate>["value"];

const verdicts = {
  accepted: accepted("id"),
  unknown: unknown(),
  auth: notAccepted("auth"),
  "invalid-recipient": notAccepted("invalid-recipient"),
};

it("rule 3, campaigns: nobody is sent to twice, wherever launches end and whatever changes between them", async () => {
  const numbers = kenyan(14);
  await fc.assert(
    fc.asyncProperty(fc.array(launches, { minLength: 2, maxLength: 5 }), async (all) => {
      const ledger = createLedger();
      const store = memoryIdempotencyStore();
      let length = 4;
      let mended = false;
      for (const launch of all) {
        length += launch.added;
        mended ||= launch.mended;
        const cells = numbers.slice(0, length).map((to, row) => (row === 2 && !mended ? "none" : to));
        const good = cells.filter((to) => to !== "none");
        const { rows, error, crashed } = await run(launch, cells, ledger, store);

        expect(ledger.twice).toEqual([]);
        expect(new Set(rows.map(({ row }) => row)).size).toBe(rows.length);
        for (const { row, outcome } of rows) {
          expect(outcome.to).toBe(cells[row - 2]);
          if (outcome.status === "accepted") expect(ledger.sent.get(outcome.to)).toHaveLength(1);
          // Rejected is proof, also when an earlier launch had sent to this number.
          if (outcome.status === "rejected") expect(ledger.sent.has(outcome.to)).toBe(false);
        }
        if (!crashed && error === undefined) expect(rows.map(({ outcome }) => outcome.to)).toEqual(good);
        // A launch that was to run to its end does, unless one before it left no note of who is in which file.
        if (launch.end === null && error !== undefined) {
          expect(all.some(({ end }) => end !== null && end.how !== "abort")).toBe(true);
          expect(error).toMatchObject({ field: "idempotencyKey", mayHaveBeenSent: false });
          expect(ledger.sent.size).toBe(0);
        }
      }
    }),
    { numRuns: 150 },
  );
});

/** Launches, and counts everything that is asked of the store and the providers: at the count a program may end. */
async function run(
  { route, guarded, answers, end, concurrency }: Launch,
  cells: readonly string[],
  ledger: ReturnType<typeof createLedger>,
  memory: IdempotencyStore,
) {
  const stop = new AbortController();
  let count = 0;
  let dead = false;
  let die = () => {};
  const death = new Promise<void>((resolve) => {
    die = resolve;
  });
  const over = () => end !== null && count++ >= end.after;
  const step = async () => {
    if (end === null || !over()) return;
    if (end.how === "abort") stop.abort();
    if (end.how === "crash") {
      dead = true;
      die();
    }
    // Nothing that a dead program had begun comes to an end.
    if (dead) await new Promise<never>(() => {});
  };
  const stepIn = async <Result>(work: () => Promise<Result>): Promise<Result> => {
    if (dead) await step();
    if (end?.how === "full" && over()) throw invalidInput("store", "is full.");
    const result = await work();
    await step();
    return result;
  };
  const store: IdempotencyStore = {
    reserve: (...given) => stepIn(async () => memory.reserve(...given)),
    finalize: (...given) => stepIn(async () => memory.finalize(...given)),
    release: (...given) => stepIn(async () => memory.release(...given)),
  };
  let answered = 0;
  const answer = () => verdicts[answers[answered++ % answers.length] ?? "accepted"];
  const provider = (name: string, files = false) => ledger.provider(name, { files, answer, before: step });
  let asked = 0;
  const whim: Route = { names: NAMES, providersFor: () => [route[asked++ % route.length] ?? "a"] };
  const { campaigns } = createSms({
    providers: [provider("a", true), provider("b", true), provider("c")],
    route: whim as Route<string>,
    stores: { idempotency: store },
    retry: { maxAttempts: 1 },
    ...(guarded ? { guard: { allow: kenyan(14), otherwise: "drop" } } : {}),
  });
  const found: Awaited<ReturnType<typeof everything>>["rows"] = [];
  const options = { idempotencyKey: "spring-sale", skipBadRows: true, signal: stop.signal, concurrency };
  async function* watched() {
    for await (const row of campaigns.launch({ file: csv("msisdn", ...cells), text: "Hi" }, options)) {
      if (!dead) found.push(row);
      yield row;
    }
  }
  const ended = await Promise.race([everything(watched()), death]);
  const error = ended?.error as SmsError | undefined;
  return { rows: found.sort((a, b) => a.row - b.row), error, crashed: dead };
}
