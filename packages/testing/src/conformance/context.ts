import { jsonAnswer } from "../documented-answer.ts";
import { assertCount, assertReport } from "./check-report.ts";
import type { ProviderLike, ProviderOptions, ProviderSettings, SendReportLike } from "./options.ts";

/** Given where nothing is to end the call but the answer. */
export const PATIENCE_MS = 10_000;
/** How much later than its deadline a call may end: a busy machine is no fault of the provider. */
const SLACK_MS = 2_000;

/** Given where only the deadline ends the call. */
export const SHORT_DEADLINE_MS = 300;

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
 * as certain as its verdict and with nothing in it that must not be shown. Gives up long after the deadline.
 */
export async function sendThrough(
  { options }: Conformance,
  provider: ProviderLike,
  to: readonly string[],
  call: { readonly signal?: AbortSignal; readonly timeoutMs?: number } = {},
  deadlineMs = PATIENCE_MS,
): Promise<SendReportLike> {
  const report = await within(deadlineMs + SLACK_MS, async () => provider.send({ to, text: TEXT }, call));
  assertReport(report, to, [...options.secrets, TEXT]);
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
  const mayRenew = context.options.answerLogin !== undefined && status >= 400 && status < 500;
  if (!(mayRenew && requests === 2)) assertCount("requests", requests, 1);
  return report;
}

async function sendAndCount(
  context: Conformance,
  to: readonly string[],
  answer: () => Response | Promise<Response>,
): Promise<{ readonly report: SendReportLike; readonly requests: number }> {
  const { answerLogin } = context.options;
  let requests = 0;
  const fetch = async (request: Request): Promise<Response> => {
    const { pathname, search } = new URL(request.url);
    const before = answerLogin?.({ method: request.method, path: pathname + search });
    if (before !== undefined) return jsonAnswer(before.body, before.status);
    requests += 1;
    return answer();
  };
  const report = await sendThrough(context, context.create({ fetch }), to);
  return { report, requests };
}
