import type { TestFunctions } from "../contract/contract.ts";
import { assertVerdicts } from "./check-report.ts";
import { type Conformance, sendTo, sendToStatus } from "./context.ts";
import type { SendReportLike } from "./options.ts";
import { pick, type Random, randomBytes, randomJson, seededRandom, spoil } from "./random-json.ts";

const RUNS = 200;

/** What a provider makes of answers that nobody thought of. The cases are the same in every run. */
export function testRandomAnswers(context: Conformance, { it }: TestFunctions): void {
  const { accepted, rejected: refused } = context.options;
  const groups = [1, Math.min(2, context.create({}).limits.recipientsPerRequest)].map(context.phones);

  const repeat = async (run: (random: Random, to: readonly string[]) => Promise<void>) => {
    for (let seed = 1; seed <= RUNS; seed += 1) {
      const to = groups[seed % groups.length] ?? [];
      await run(seededRandom(seed), to).catch((error: Error) => {
        throw new Error(`Case ${seed} of ${RUNS}: ${error.message}`, { cause: error.cause ?? error });
      });
    }
  };

  it("is unknown for everybody, whatever the status, when the answer is any bytes", () =>
    repeat(async (random, to) => {
      const status = pick(random, [accepted(to).status, 200, 201, 204, 302, 400, 401, 403, 404, 429, 500, 502]);
      // A byte that no JSON begins with.
      const body = status === 204 ? null : new Uint8Array([0xff, ...randomBytes(random)]);
      assertVerdicts(await sendTo(context, to, () => new Response(body, { status })), "unknown");
    }));

  it("is unknown for everybody under a 2xx, 3xx or 5xx, when the answer is any JSON", () =>
    repeat(async (random, to) => {
      const status = pick(random, [accepted(to).status, 200, 201, 202, 302, 307, 500, 502, 503]);
      const body = JSON.stringify(randomJson(random));
      assertVerdicts(await sendTo(context, to, () => new Response(body, { status })), "unknown");
    }));

  it("is never accepted under an error status, and never proven by a 5xx, when a documented answer is spoiled", () =>
    repeat(async (random, to) => {
      const answer = pick(random, refused === undefined ? [accepted(to)] : [accepted(to), refused]);
      const status = pick(random, [answer.status, answer.status, 200, 307, 400, 401, 404, 429, 500, 503]);
      const body = JSON.stringify(random() < 0.2 ? answer.body : spoil(random, answer.body));
      assertPlausible(await sendToStatus(context, to, status, body), status);
    }));
}

function assertPlausible({ verdicts }: SendReportLike, status: number): void {
  for (const { status: verdict } of verdicts) {
    if (verdict === "accepted" && status >= 300) throw new Error(`Accepted under ${status}.`);
    if (verdict === "rejected" && (status >= 500 || (status >= 300 && status < 400))) {
      throw new Error(`Proven not accepted by ${status}.`);
    }
  }
}
