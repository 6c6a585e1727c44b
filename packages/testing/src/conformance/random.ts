import type { TestFunctions } from "../test-functions.ts";
import { assertVerdicts } from "./check-report.ts";
import { type ConformanceContext, sendForAnswer, sendForStatus } from "./context.ts";
import type { SendReportLike } from "./options.ts";
import { pick, type Random, randomBytes, randomJson, seededRandom, spoil } from "./random-json.ts";

const RUNS = 200;

/** What a provider makes of answers that no author thought of. The cases are the same in every run. */
export function testRandomAnswers(context: ConformanceContext, { it }: TestFunctions): void {
  const { accepted, rejected } = context.options;
  const groups = [1, Math.min(2, context.create({}).limits.recipientsPerRequest)].map(context.phones);

  const repeat = async (run: (random: Random, to: readonly string[]) => Promise<void>) => {
    for (let seed = 1; seed <= RUNS; seed += 1) {
      const to = groups[seed % groups.length] ?? [];
      await run(seededRandom(seed), to).catch((error: Error) => {
        throw new Error(`Case ${seed} of ${RUNS}: ${error.message}`, { cause: error.cause ?? error });
      });
    }
  };

  it("is unknown for every recipient, whatever the status, when the answer is random bytes", () =>
    repeat(async (random, to) => {
      const status = pick(random, [accepted(to).status, 200, 201, 204, 302, 400, 401, 403, 404, 429, 500, 502]);
      // JSON never starts with this byte.
      const body = status === 204 ? null : new Uint8Array([0xff, ...randomBytes(random)]);
      assertVerdicts(await sendForAnswer(context, to, () => new Response(body, { status })), "unknown");
    }));

  it("is unknown for every recipient under a 2xx, 3xx or 5xx, when the answer is random JSON", () =>
    repeat(async (random, to) => {
      const status = pick(random, [accepted(to).status, 200, 201, 202, 302, 307, 500, 502, 503]);
      const body = JSON.stringify(randomJson(random));
      assertVerdicts(await sendForAnswer(context, to, () => new Response(body, { status })), "unknown");
    }));

  it("is never accepted under an error status, and never rejected by a 5xx, when a documented answer is spoiled", () =>
    repeat(async (random, to) => {
      const answer = pick(random, rejected === undefined ? [accepted(to)] : [accepted(to), rejected]);
      const status = pick(random, [answer.status, answer.status, 200, 307, 400, 401, 404, 429, 500, 503]);
      const body = JSON.stringify(random() < 0.2 ? answer.body : spoil(random, answer.body));
      assertPossible(await sendForStatus(context, to, status, body), status);
    }));
}

function assertPossible({ verdicts }: SendReportLike, status: number): void {
  for (const verdict of verdicts) {
    if (verdict.status === "accepted" && status >= 300) throw new Error(`Accepted under HTTP ${status}.`);
    if (verdict.status === "rejected" && (status >= 500 || (status >= 300 && status < 400))) {
      throw new Error(`Rejected under HTTP ${status}, which proves nothing.`);
    }
  }
}
