import { type AnyProvider, isE164, redact, SmsError } from "@polysms/core";
import { settlesWithin } from "../concurrency/wait.ts";
import { type Ability, findProvider } from "../message/find-provider.ts";
import { deliveryEvent, inboundEvent, type Origin, type SmsEvent } from "./delivery-event.ts";
import type { DeliveryLog } from "./delivery-log.ts";
import { isStoreError } from "./store-limit.ts";
import { isWebhookError, readFields, webhookError } from "./webhook-body.ts";
import { readWebhookUrl, type WebhookUrls } from "./webhook-url.ts";

/** Handles the webhook calls of providers: delivery reports and inbound messages. */
export interface Webhooks<Name extends string = string> {
  /**
   * The webhook URL to give to a provider. It contains the provider's name, your reference (1 to 100 letters, digits,
   * dots, `-` and `_`) and a token over the two. Anybody who has it can make calls in the provider's name, so treat it
   * as a secret. Rejects with an `SmsError` for a provider that makes no calls, or a wrong reference.
   */
  url(provider: Name, reference?: string): Promise<string>;
  /**
   * Answers a provider's call. Never rejects. The response has no body. Its status is 200 if the event is kept and
   * `onEvent` has succeeded for it, now or before. It is 503 if `onEvent` threw or took longer than 5 seconds, if the
   * report store or an adapter failed or hung, or if the body was already read: the provider should repeat the call. It is
   * 400, 403, 404, 405, 413 or 415 for a wrong call. The body, of at most 64 KiB of JSON or form, is read only after the
   * token is verified; from then on the answer takes 5 seconds at most.
   */
  handle(request: Request): Promise<Response>;
  /**
   * The same as `handle`, if you answer the call yourself. Resolves to the new events in the call; the list is empty for a
   * duplicate. Returning them is the hand-over: they count as delivered from then on, so what fails after it is yours to
   * repeat. Set `onEvent` if you need the provider to repeat them. Rejects with an `SmsError` whose `httpStatus` is the
   * status that `handle` would answer with.
   */
  parse(request: Request): Promise<readonly SmsEvent<Name>[]>;
}

interface WebhooksOptions {
  readonly providers: ReadonlyMap<string, AnyProvider>;
  readonly urls: WebhookUrls;
  readonly log: DeliveryLog;
  readonly now?: (() => number) | undefined;
}

const WEBHOOKS: Ability = {
  name: "webhooks",
  has: ({ deliveryReports, inboundMessages }) => deliveryReports !== undefined || inboundMessages !== undefined,
};
const MAX_ID_LENGTH = 256;
const ANSWER_LIMIT_MS = 5_000;

export function createWebhooks({ providers, urls, log, now = Date.now }: WebhooksOptions): Webhooks {
  const find = (name: string) => {
    const provider = providers.get(name);
    return provider !== undefined && WEBHOOKS.has(provider.can) ? provider : undefined;
  };

  const receive = async (request: Request): Promise<readonly SmsEvent[]> => {
    if (request.method !== "POST") throw webhookError(405, "is not a POST.");
    const call = readWebhookUrl(request.url);
    const provider = find(call?.provider ?? "");
    if (call === undefined || provider === undefined) throw webhookError(404, "is not for a provider with webhooks.");
    if (!(await urls.verify(call))) throw webhookError(403, "has no valid token in its URL.", "auth");
    const fields = await readFields(request);
    const event = await eventIn(fields, provider, {
      provider: provider.name,
      reference: call.reference,
      authenticatedBy: "signed-url",
      receivedAt: new Date(now()).toISOString(),
    });
    const { state, isNew } = await settle(event);
    if (state === "foreign") throw webhookError(403, "is about a message that another URL belongs to.", "auth");
    if (state === "failed") throw listenerError("onEvent failed");
    if (state === "late") throw listenerError("onEvent did not finish in time");
    return isNew ? [event] : [];
  };
  /** Keeps the event and calls the listener, within the limit for an answer. */
  const settle = async (event: SmsEvent) => {
    let kept = false;
    const working = (async () => {
      const recorded = await log.record(event);
      kept = true;
      if (recorded.state !== "delivering") return { state: recorded.state, isNew: false };
      const state = (await recorded.delivered) ? "delivered" : "failed";
      return { state, isNew: !recorded.joined };
    })();
    if (await settlesWithin(ANSWER_LIMIT_MS, working)) return working;
    if (!kept) throw serverError(new Error(`The report store did not answer within ${ANSWER_LIMIT_MS} ms.`));
    return { state: "late", isNew: false };
  };
  const parse = async (request: Request) => {
    try {
      return await receive(request);
    } catch (error) {
      throw isWebhookError(error) ? error : serverError(error);
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
          // The log has reported what the listener threw.
          if (!listenerErrors.has(error)) log.handleError(error);
          const { httpStatus: status = 503 } = error;
          return new Response(null, status === 405 ? { status, headers: { allow: "POST" } } : { status });
        },
      ),
  };
}

/** Tries the provider's readers in turn, because one URL serves for reports and for inbound messages. */
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

/** The store or an adapter failed. The status is 503, so that the provider may try again. */
function serverError(error: unknown): SmsError {
  const cause = isStoreError(error) ? (error.cause ?? error) : error;
  const details = { code: "config", mayHaveBeenSent: true, httpStatus: 503, cause } as const;
  return new SmsError(
    "The webhook call could not be handled: the report store or the provider's adapter failed.",
    details,
  );
}

const listenerErrors = new WeakSet<SmsError>();

/** The listener failed, so the provider is asked to repeat the call. */
function listenerError(problem: string): SmsError {
  const error = webhookError(503, `could not be handled: ${problem}.`, "config");
  listenerErrors.add(error);
  return error;
}

function checkId(id: unknown): void {
  if (typeof id === "string" && id !== "" && id.length <= MAX_ID_LENGTH) return;
  throw webhookError(400, `has an id that is not 1 to ${MAX_ID_LENGTH} characters long.`);
}

function unreadable(name: string, problem: string): SmsError {
  return webhookError(400, `cannot be read as a call of ${name}: ${redact(problem)}`);
}
