import fc from "fast-check";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { createSms, type IdempotencyStore, memoryIdempotencyStore, type Outcome } from "../../src/index.ts";
import { accepted, rejected, stub, unknown } from "../stub-provider.ts";

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

const to = "+254712345678";
type Cut = "none" | "before" | "after";

/** What happens to each command of one process: it arrives, is lost on the way, or its answer is. */
const cuts = fc.array(fc.constantFrom<Cut>("none", "none", "none", "before", "after"), { minLength: 1, maxLength: 12 });
const answers = fc.array(fc.constantFrom("accepted", "rejected", "unknown"), { minLength: 1, maxLength: 4 });
const processes = fc.array(
  fc.record({ cuts, answers, key: fc.constantFrom("a", "b"), delayMs: fc.integer({ min: 0, max: 400 }) }),
  { minLength: 2, maxLength: 6 },
);

it("rules 16 and 17: processes that share a store never send twice, whatever the connection loses", async () => {
  await fc.assert(
    fc.asyncProperty(processes, async (all) => {
      const shared = memoryIdempotencyStore();
      const taken = new Map<string, number>();
      const sendings = all.map(async (one) => {
        const provider = stub("one", [
          async () => {
            const answer = one.answers.shift() ?? "accepted";
            await new Promise((resolve) => setTimeout(resolve, 20));
            if (answer !== "rejected") taken.set(one.key, (taken.get(one.key) ?? 0) + 1);
            const verdict = { accepted: accepted("id"), rejected: rejected("provider-down"), unknown: unknown() };
            return { verdicts: [verdict[answer as "accepted"]] };
          },
        ]);
        const sms = createSms({ providers: [provider], stores: { idempotency: cutting(shared, [...one.cuts]) } });
        await new Promise((resolve) => setTimeout(resolve, one.delayMs));
        const outcome: Outcome | Error = await sms
          .send({ to, text: "Hello", idempotencyKey: one.key })
          .catch((error: Error) => error);
        return { key: one.key, outcome };
      });
      await vi.advanceTimersByTimeAsync(120_000);
      for (const { key, outcome } of await Promise.all(sendings)) {
        expect(taken.get(key) ?? 0).toBeLessThanOrEqual(1);
        if (outcome instanceof Error) continue;
        if (outcome.status === "accepted") expect(taken.get(key)).toBe(1);
      }
    }),
    { numRuns: 300 },
  );
});

it("rule 18: processes with the same list at the same time send once to each, and wait for nobody for long", async () => {
  const list = ["+254712345671", "+254712345672", "+254712345673"] as const;
  const process = fc.record({
    cuts,
    delays: fc.array(fc.integer({ min: 1, max: 60 }), { minLength: 1, maxLength: 9 }),
  });
  await fc.assert(
    fc.asyncProperty(fc.array(process, { minLength: 2, maxLength: 3 }), fc.boolean(), async (all, loses) => {
      const shared = memoryIdempotencyStore();
      const taken: string[] = [];
      const start = Date.now();
      const sendings = all.map(async (one) => {
        const provider = stub("one", [
          async (message) => {
            await new Promise((resolve) => setTimeout(resolve, 20));
            taken.push(...message.to);
            return { verdicts: message.to.map(() => accepted("id")) };
          },
        ]);
        const store = cutting(shared, loses ? [...one.cuts] : [], one.delays);
        const sms = createSms({ providers: [provider], stores: { idempotency: store } });
        const outcomes = await sms.send({ to: list, text: "Hello", idempotencyKey: "list" }).then(
          ({ outcomes: each }) => each,
          () => [],
        );
        return { outcomes, ms: Date.now() - start };
      });
      await vi.advanceTimersByTimeAsync(120_000);
      for (const { outcomes, ms } of await Promise.all(sendings)) {
        expect(new Set(taken).size).toBe(taken.length);
        if (loses) continue;
        expect([outcomes.map(({ status }) => status), ms < 10_000]).toEqual([Array(3).fill("accepted"), true]);
      }
    }),
    { numRuns: 200 },
  );
});

function cutting(store: IdempotencyStore, left: Cut[], delays: readonly number[] = [1]): IdempotencyStore {
  let calls = 0;
  const cut = async <Answer>(command: () => Promise<Answer>): Promise<Answer> => {
    const what = left.shift() ?? "none";
    await new Promise((resolve) => setTimeout(resolve, delays[calls++ % delays.length]));
    if (what === "before") throw new Error("lost on the way");
    const answer = await command();
    if (what === "after") throw new Error("the answer is lost");
    return answer;
  };
  return {
    ...store,
    find: (...args) => cut(() => store.find(...args)),
    reserve: (...args) => cut(() => store.reserve(...args)),
    finalize: (...args) => cut(() => store.finalize(...args)),
    release: (...args) => cut(() => store.release(...args)),
  };
}
