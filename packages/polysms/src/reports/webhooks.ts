import { type AnyProvider, isE164, redact, SmsError } from "@polysms/core";
import { settlesWithin } from "../concurrency/wait.ts";
import { type Ability, findProvider } from "../message/find-provider.ts";
import { deliveryEvent, inboundEvent, type Origin, type SmsEvent } from "./delivery-event.ts";
import type { DeliveryLog } from "./delivery-log.ts";
import { isRefusal, readFields, refuseCall } from "./webhook-body.ts";
import { createWebhookUrls, readWebhookUrl, type WebhookOptions } from "./webhook-url.ts";

/** Takes the calls of providers: delivery reports, and messages that came in. */
export interface Webhooks<Name extends string = string> {
  /**
   * The URL to give to a provider: it carries the provider's name, your reference and a token for the two. Whoever has
   * it can make calls in the provider's name, so treat it as a secret.
   */
  url(provider: Name, reference?: string): Promise<string>;
  /**
   * Answers a provider's call. Never rejects. The answer is empty: 200 when the call is a repetition, or was kept and the
   * listener is done, which is waited for at most 5 seconds; otherwise 400, 403, 404, 405, 413 or 415, and 500 when the
   * fault is ours. At most 64 KiB of JSON or form are read, and nothing before the token is verified.
   */
  handle(request: Request): Promise<Response>;
  /**
   * The same for those who answer themselves. Resolves to what is new in the call, nothing for a repetition; rejects
   * with an `SmsError` whose `httpStatus` is the answer that `handle` would give.
   */
  parse(request: Request): Promise<readonly SmsEvent<Name>[]>;
}

export interface WebhooksOptions {
  readonly providers: ReadonlyMap<string, AnyProvider>;
  readonly options: WebhookOptions;
  readonly log: DeliveryLog;
  readonly now?: (() => number) | undefined;
}

const WEBHOOKS: Ability = {
  name: "webhooks",
  has: ({ deliveryReports, inboundMessages }) => deliveryReports !== undefined || inboundMessages !== undefined,
};
const LONGEST_ID = 256;
const ANSWER_MS = 5_000;

export function createWebhooks({ providers, options, log, now = Date.now }: WebhooksOptions): Webhooks {
  const urls = createWebhookUrls(options);
  const find = (name: string) => {
    const provider = providers.get(name);
    return provider !== undefined && WEBHOOKS.has(provider.can) ? provider : undefined;
  };

  const receive = async (request: Request): Promise<readonly SmsEvent[]> => {
    if (request.method !== "POST") throw refuseCall(405, "is no POST.");
    const call = readWebhookUrl(request.url);
    const provider = find(call?.provider ?? "");
    if (call === undefined || provider === undefined) throw refuseCall(404, "is for no provider that makes calls.");
    if (!(await urls.verify(call))) throw refuseCall(403, "has no valid token in its URL.", "auth");
    const fields = await readFields(request);
    const event = await eventIn(fields, provider, {
      provider: provider.name,
      reference: call.reference,
      authenticatedBy: "signed-url",
      receivedAt: new Date(now()).toISOString(),
    });
    const telling = await log.record(event);
    if (telling === undefined) return [];
    await settlesWithin(ANSWER_MS, telling.done);
    return [event];
  };
  const parse = async (request: Request) => {
    try {
      return await receive(request);
    } catch (error) {
      throw isRefusal(error) ? error : failed(error);
    }
  };

  return {
    async url(provider, reference) {
      findProvider(providers, provider, "provider", WEBHOOKS);
      return urls.write(provider, reference);
    },
    parse,
    handle: (request) =>
      parse(request).then(
        () => new Response(null, { status: 200 }),
        (error: SmsError) => {
          log.problem(error);
          const { httpStatus: status = 500 } = error;
          return new Response(null, status === 405 ? { status, headers: { allow: "POST" } } : { status });
        },
      ),
  };
}

/** Asks the provider's readers in turn: one URL serves for reports and for messages. */
async function eventIn(
  fields: Readonly<Record<string, unknown>>,
  { name, can }: AnyProvider,
  origin: Origin,
): Promise<SmsEvent> {
  const report = can.deliveryReports?.read(fields);
  if (report !== undefined && !("problem" in report)) {
    checkId(report.id);
    if (report.to !== undefined && !isE164(report.to)) throw unreadable(name, "the number is not E.164.");
    return deliveryEvent(report, origin, fields);
  }
  const message = can.inboundMessages?.read(fields);
  if (message !== undefined && !("problem" in message)) {
    checkId(message.id);
    return inboundEvent(message, origin);
  }
  const problems = [report?.problem, message?.problem].filter((problem) => problem !== undefined);
  throw unreadable(name, problems.join(" "));
}

/** The store or an adapter failed: the fault is ours, and the provider may well try again. */
function failed(cause: unknown): SmsError {
  const details = { code: "config", mayHaveBeenSent: true, httpStatus: 500, cause } as const;
  return new SmsError(
    "The webhook call could not be taken: the report store or the provider's adapter failed.",
    details,
  );
}

function checkId(id: unknown): void {
  if (typeof id === "string" && id !== "" && id.length <= LONGEST_ID) return;
  throw refuseCall(400, `has an id that is not 1 to ${LONGEST_ID} characters long.`);
}

function unreadable(name: string, problem: string): SmsError {
  return refuseCall(400, `cannot be read as one of ${name}: ${redact(problem)}`);
}
