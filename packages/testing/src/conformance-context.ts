import { assertDiscreet } from "./discretion.ts";
import { jsonAnswer } from "./documented-answer.ts";
import type {
  ProviderLike,
  ProviderOptions,
  ProviderSettings,
  SendReportLike,
  VerdictLike,
} from "./provider-under-test.ts";
import { recordFetch } from "./recorded-fetch.ts";
import { isSmsErrorLike } from "./thrown-error.ts";

/** Given where nothing is to end the call but the answer. */
export const PATIENCE_MS = 10_000;
/** How much later than its deadline a call may end: a busy machine is no fault of the provider. */
export const SLACK_MS = 3_000;

const ERROR_CODES =
  "auth insufficient-balance rate-limited invalid-recipient invalid-sender content-blocked template-mismatch opted-out route-unavailable bad-request provider-down network timeout unreadable-response aborted config".split(
    " ",
  );

export const TEXT = "Canary text: your parcel is here";

/** What the tests of one provider share. */
export interface Conformance {
  readonly options: ProviderOptions;
  /** Different numbers. */
  phones(count: number): readonly string[];
  create(settings: Partial<ProviderSettings>): ProviderLike;
}

export function conformanceOf(options: ProviderOptions): Conformance {
  const { create, phone = "+254712345678" } = options;
  return {
    options,
    phones: (count) =>
      Array.from({ length: count }, (_, index) => phone.slice(0, -4) + String(index + 1_000).padStart(4, "0")),
    create: (settings) => create({ baseUrl: "https://polysms.invalid", timeoutMs: PATIENCE_MS, ...settings }),
  };
}

/**
 * Sends a text, and fails unless the report has what every report has: no throw, a verdict for each recipient, an error
 * as certain as its verdict and with nothing in it that must not be shown. Gives up when the deadline is long over.
 */
export async function sendThrough(
  { options }: Conformance,
  provider: ProviderLike,
  to: readonly string[],
  call: { readonly signal?: AbortSignal; readonly timeoutMs?: number } = {},
): Promise<SendReportLike> {
  const limitMs = (call.timeoutMs ?? PATIENCE_MS) + SLACK_MS;
  const report = await within(limitMs, async () => provider.send({ to, text: TEXT }, call));
  assertReport(report, to, options.secrets);
  return report;
}

async function within<Value>(limitMs: number, run: () => Promise<Value>): Promise<Value> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`send did not end within ${limitMs} ms.`)), limitMs);
  });
  const sent = run().catch((error: unknown) => {
    throw new Error("send threw, where it has to give verdicts.", { cause: error });
  });
  return Promise.race([sent, late]).finally(() => clearTimeout(timer));
}

function assertReport(report: SendReportLike, to: readonly string[], secrets: readonly string[]): void {
  const { verdicts } = report;
  if (verdicts.length !== to.length) throw new Error(`${verdicts.length} verdicts for ${to.length} recipients.`);
  // Masked numbers show the first digits and the last two; what is unique is in between.
  const hidden = [...secrets, TEXT, ...to.flatMap((phone) => [phone.slice(1), phone.slice(-9)])];
  for (const [index, verdict] of verdicts.entries()) {
    const problem = problemOf(verdict);
    if (problem !== undefined) throw new Error(`Recipient ${index + 1}: ${problem}`);
    // Recipients that share an answer usually share the error.
    const seen = index > 0 && errorIn(verdict) === errorIn(verdicts[0]);
    if (verdict.verdict !== "accepted" && !seen) assertDiscreet(verdict.error, hidden, "An error");
  }
}

function errorIn(verdict: VerdictLike | undefined): unknown {
  return verdict !== undefined && "error" in verdict ? verdict.error : undefined;
}

function problemOf(verdict: VerdictLike): string | undefined {
  if (verdict.verdict === "accepted") {
    return typeof verdict.id === "string" && verdict.id !== "" ? undefined : "accepted without an id.";
  }
  if (!["not-accepted", "unknown"].includes(verdict.verdict)) return `"${verdict.verdict}" is no verdict.`;
  const { error } = verdict;
  if (!isSmsErrorLike(error)) return `${verdict.verdict} without an SmsError.`;
  if (error.certainty !== verdict.verdict) return `${verdict.verdict}, and its error says ${error.certainty}.`;
  return ERROR_CODES.includes(error.code) ? undefined : `"${error.code}" is not one of the codes.`;
}

/** Fails unless every recipient has the verdict, and for one of these reasons where there are any. */
export function assertVerdicts(
  { verdicts }: SendReportLike,
  wanted: VerdictLike["verdict"],
  codes: readonly string[] = [],
): void {
  for (const [index, verdict] of verdicts.entries()) {
    const code = verdict.verdict === "accepted" ? undefined : verdict.error.code;
    const fits = code === undefined || codes.length === 0 || codes.includes(code);
    if (verdict.verdict === wanted && fits) continue;
    const because = codes.length === 0 ? "" : ` for ${codes.join(" or ")}`;
    const given = code === undefined ? verdict.verdict : `${verdict.verdict} for ${code}`;
    throw new Error(`Recipient ${index + 1} is ${given} instead of ${wanted}${because}.`);
  }
}

export function assertCount(what: string, given: number, wanted: number): void {
  if (given !== wanted) throw new Error(`${given} ${what} were made for one send instead of ${wanted}.`);
}

/** Sends through a `fetch` that answers the message as told, and fails unless there was exactly one request for it. */
export async function sendTo(
  context: Conformance,
  to: readonly string[],
  answer: () => Response | Promise<Response>,
): Promise<SendReportLike> {
  const { report, requests } = await sendAndCount(context, to, answer);
  assertCount("requests", requests, 1);
  return report;
}

/**
 * The same for a documented status: where a token comes before the message, a refusal of the token proves that nobody
 * took the message, and it may be sent once more with another.
 */
export async function sendToStatus(
  context: Conformance,
  to: readonly string[],
  status: number,
  body: BodyInit | null,
): Promise<SendReportLike> {
  const { report, requests } = await sendAndCount(context, to, () => new Response(body, { status }));
  const mayRenew = context.options.preliminary !== undefined && status >= 400 && status < 500;
  if (!(mayRenew && requests === 2)) assertCount("requests", requests, 1);
  return report;
}

async function sendAndCount(
  context: Conformance,
  to: readonly string[],
  answer: () => Response | Promise<Response>,
): Promise<{ readonly report: SendReportLike; readonly requests: number }> {
  const { preliminary } = context.options;
  const message = recordFetch(answer);
  const fetch = async (request: Request): Promise<Response> => {
    const { pathname, search } = new URL(request.url);
    const before = preliminary?.({ method: request.method, path: pathname + search });
    return before === undefined ? message.fetch(request) : jsonAnswer(before.body, before.status);
  };
  const report = await sendThrough(context, context.create({ fetch }), to);
  return { report, requests: message.requests.length };
}
