import type { E164, Verdict } from "@polysms/core";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { byRegion, createSms, failover, isSmsError } from "../../src/index.ts";
import { accepted, rejected, stub, unknown } from "../stub-provider.ts";

const text = "Hello";
const numbers = (count: number): E164[] => Array.from({ length: count }, (_, i) => `+2547${10_000_000 + i}` as E164);

describe("rule 5, a call to several recipients", () => {
  it("returns one outcome per recipient, in the order of the input", async () => {
    const one = stub("one", [(message) => ({ verdicts: message.to.map((phone) => accepted(`id of ${phone}`)) })]);
    const to = numbers(3);
    const batch = await createSms({ providers: [one] }).send({ to, text });
    expect(batch.outcomes.map((outcome) => outcome.to)).toEqual(to);
    expect(batch.filter("accepted").map(({ id }) => id)).toEqual(to.map((phone) => `id of ${phone}`));
    expect([...batch]).toEqual(batch.outcomes);
  });

  it("splits the list at the provider's limit, and each request has its own verdict", async () => {
    const one = stub("one", [accepted("a"), unknown(), rejected("invalid-recipient")], 2);
    const batch = await createSms({ providers: [one] }).send({ to: numbers(5), text });
    expect(one.requests.map(({ to }) => to.length)).toEqual([2, 2, 1]);
    expect(batch.outcomes.map(({ status }) => status)).toEqual([
      "accepted",
      "accepted",
      "unknown",
      "unknown",
      "rejected",
    ]);
    expect(batch.counts).toEqual({ accepted: 2, rejected: 1, unknown: 2, skipped: 0 });
  });

  it("skips a number that appears earlier in the same call", async () => {
    const one = stub("one");
    const [first, second] = numbers(2) as [E164, E164];
    const batch = await createSms({ providers: [one] }).send({ to: [first, second, first], text });
    expect(batch.outcomes[2]).toMatchObject({ status: "skipped", to: first, reason: "duplicate", attempts: [] });
    expect(one.requests.flatMap(({ to }) => to)).toEqual([first, second]);
  });

  it("accepts a verdict per recipient, and fails over only the recipients that were rejected", async () => {
    const [first, second, third] = numbers(3) as [E164, E164, E164];
    const verdicts: Record<string, Verdict> = {
      [first]: accepted("a"),
      [second]: rejected("insufficient-balance"),
      [third]: unknown(),
    };
    const one = stub("one", [(message) => ({ verdicts: message.to.map((phone) => verdicts[phone] as Verdict) })]);
    const two = stub("two");
    const sms = createSms({ providers: [one, two], route: failover("one", "two") });
    const batch = await sms.send({ to: [first, second, third], text });
    expect(batch.outcomes.map(({ status }) => status)).toEqual(["accepted", "accepted", "unknown"]);
    expect(two.requests.map(({ to }) => to)).toEqual([[second]]);
  });

  it("rejects a recipient whose country has no route, and sends to the others", async () => {
    const one = stub("one");
    const sms = createSms({ providers: [one], route: byRegion({ KE: "one" }) });
    const batch = await sms.send({ to: ["+254712345678", "+4915112345678"], text });
    expect(batch.outcomes[0]).toMatchObject({ status: "accepted" });
    expect(batch.outcomes[1]).toMatchObject({ status: "rejected", attempts: [], error: { code: "route-unavailable" } });
  });

  it("sends nothing more after an abort, and rejects the other recipients with the proof that nothing was sent", async () => {
    const controller = new AbortController();
    const one = stub(
      "one",
      [
        (message) => {
          controller.abort();
          return { verdicts: message.to.map(() => accepted("a")) };
        },
      ],
      1,
    );
    const batch = await createSms({ providers: [one] }).send({ to: numbers(3), text }, { signal: controller.signal });
    expect(one.requests).toHaveLength(1);
    expect(batch.outcomes.map(({ status }) => status)).toEqual(["accepted", "rejected", "rejected"]);
    expect(batch.filter("rejected")[0]).toMatchObject({ error: { code: "aborted", mayHaveBeenSent: false } });
  });

  it("throws with orThrow when a recipient was not accepted, with mayHaveBeenSent if any of them is unknown", async () => {
    const one = stub("one", [rejected("invalid-recipient"), unknown()], 1);
    const sending = createSms({ providers: [one] }).send({ to: numbers(2), text });
    const error = await sending.orThrow().catch((reason: unknown) => reason);
    expect(isSmsError(error)).toBe(true);
    expect(error).toMatchObject({ code: "invalid-recipient", mayHaveBeenSent: true });
    expect((await sending).counts).toMatchObject({ rejected: 1, unknown: 1 });
  });

  it("returns the batch with orThrow when every recipient was accepted or skipped", async () => {
    const [first] = numbers(1) as [E164];
    const batch = await createSms({ providers: [stub("one")] })
      .send({ to: [first, first], text })
      .orThrow();
    expect(batch.counts).toEqual({ accepted: 1, rejected: 0, unknown: 0, skipped: 1 });
  });

  it("loses and repeats no recipient, whatever the numbers, limits and verdicts", async () => {
    const phone = fc.integer({ min: 0, max: 30 }).map((n) => `+2547${10_000_000 + n}` as E164);
    const verdict = fc.constantFrom(accepted("a"), rejected("auth"), rejected("bad-request"), unknown());
    await fc.assert(
      fc.asyncProperty(
        fc.array(phone, { minLength: 1, maxLength: 60 }),
        fc.integer({ min: 1, max: 7 }),
        fc.infiniteStream(verdict),
        async (to, limit, stream) => {
          const answer = (message: { to: readonly E164[] }) => ({
            verdicts: message.to.map(() => stream.next().value as Verdict),
          });
          const one = stub("one", [answer], limit);
          const two = stub("two", [answer], limit + 1);
          const sms = createSms({
            providers: [one, two],
            route: failover("one", "two"),
            retry: { maxAttempts: 1 },
            // Five unknowns in a row would open the breaker, and the next recipient would go to the other provider.
            circuitBreaker: { parkMs: 0, failureThreshold: 1_000 },
          });
          const batch = await sms.send({ to, text });

          expect(batch.outcomes.map((outcome) => outcome.to)).toEqual(to);
          for (const provider of [one, two]) {
            const asked = provider.requests.flatMap((request) => request.to);
            expect(new Set(asked).size).toBe(asked.length);
            expect(Math.max(0, ...provider.requests.map((request) => request.to.length))).toBeLessThanOrEqual(
              limit + 1,
            );
          }
          expect(new Set(one.requests.flatMap((request) => request.to))).toEqual(new Set(to));
          for (const outcome of batch) {
            const before = outcome.attempts.slice(0, -1);
            expect(before.every((attempt) => attempt.status === "rejected")).toBe(true);
          }
        },
      ),
      { numRuns: 200 },
    );
  });
});
