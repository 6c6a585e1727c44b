import { jsonAnswer } from "../recorded-fetch.ts";
import { assertCount, assertReport } from "./check-report.ts";
import type { ProviderLike, ProviderOptions, ProviderSettings, SendReportLike } from "./options.ts";

/** The time limit where only the answer is to end the call. */
export const LONG_TIMEOUT_MS = 10_000;
/** The time limit where only the deadline ends the call. */
export const SHORT_TIMEOUT_MS = 300;
/** How much later than its deadline a call may end: a busy machine is not the provider's fault. */
const GRACE_MS = 2_000;

export const TEXT = "Canary text: your parcel is here";

/** What the tests of one provider share. */
export interface ConformanceContext {
  readonly options: ProviderOptions;
  /** This many different numbers. */
  phones(count: number): readonly string[];
  create(settings: Partial<ProviderSettings>): ProviderLike;
}

export function createConformanceContext(options: ProviderOptions): ConformanceContext {
  const { create, phone = "+254712345678" } = options;
  return {
    options,
    phones: (count) =>
      Array.from({ length: count }, (_, index) => phone.slice(0, -4) + String(index + 1_000).padStart(4, "0")),
    create: (settings) => create({ baseUrl: "https://polysms.invalid", timeoutMs: LONG_TIMEOUT_MS, ...settings }),
  };
}

/**
 * Sends a text and checks what holds for every report: `send` does not throw, each recipient has a verdict, each error
 * fits its status and shows nothing that must not be shown. Fails if the call goes on long after its deadline.
 */
export async function sendWith(
  { options }: ConformanceContext,
  provider: ProviderLike,
  to: readonly string[],
  call: { readonly signal?: AbortSignal; readonly timeoutMs?: number } = {},
  deadlineMs = LONG_TIMEOUT_MS,
): Promise<SendReportLike> {
  const report = await within(deadlineMs + GRACE_MS, async () => provider.send({ to, text: TEXT }, call));
  assertReport(report, to, [...options.secrets, TEXT]);
  return report;
}

async function within<Value>(limitMs: number, run: () => Promise<Value>): Promise<Value> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`send did not end within ${limitMs} ms.`)), limitMs);
  });
  const sent = run().catch((error: unknown) => {
    throw new Error("send threw an error instead of returning verdicts.", { cause: error });
  });
  return Promise.race([sent, late]).finally(() => clearTimeout(timer));
}

/** Sends through a `fetch` that gives this answer, and fails unless there was exactly one request for the message. */
export async function sendForAnswer(
  context: ConformanceContext,
  to: readonly string[],
  answer: () => Response | Promise<Response>,
): Promise<SendReportLike> {
  const { report, requests } = await sendAndCount(context, to, answer);
  assertCount("requests", requests, 1);
  return report;
}

/**
 * The same for an answer with this status. A provider that fetches a token first may send the message once more with a
 * new token after a 4xx, because a rejected token proves that nobody took the message.
 */
export async function sendForStatus(
  context: ConformanceContext,
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
  context: ConformanceContext,
  to: readonly string[],
  answer: () => Response | Promise<Response>,
): Promise<{ readonly report: SendReportLike; readonly requests: number }> {
  const { answerLogin } = context.options;
  let requests = 0;
  const fetch = async (request: Request): Promise<Response> => {
    const { pathname, search } = new URL(request.url);
    const login = answerLogin?.({ method: request.method, path: pathname + search });
    if (login !== undefined) return jsonAnswer(login.body, login.status);
    requests += 1;
    return answer();
  };
  const report = await sendWith(context, context.create({ fetch }), to);
  return { report, requests };
}
