import {
  type AnyProvider,
  adapterFailed,
  type CallOptions,
  checkSignal,
  type DeliveryStatus,
  invalidInput,
  isE164,
  isSmsError,
  LONGEST_TIMER_MS,
  type Outcome,
  type Phone,
  SmsError,
  type StatusCapability,
} from "@polysms/core";
import { pollUntil } from "../concurrency/poll.ts";
import { findProvider } from "../message/find-provider.ts";
import { maskedOutcome } from "../sending/outcomes.ts";
import {
  type Delivery,
  type DeliveryEvent,
  deliveryEvent,
  isDeliveryStatus,
  maskedReport,
  rankOf,
} from "./delivery-event.ts";
import type { DeliveryLog } from "./delivery-log.ts";
import { type LimitedStore, limitStore } from "./store-limit.ts";

/** Identifies a message; an accepted outcome will do. */
export interface SentMessage<Name extends string = string> {
  readonly provider: Name;
  /** The id of the accepted outcome. */
  readonly id: string;
  /** The recipient. Required if several recipients share the id. */
  readonly to?: Phone | undefined;
}

/** The options of `wait`. */
export interface WaitOptions {
  /**
   * The statuses to wait for. Default: the terminal ones, `delivered`, `undelivered` and `rejected`, which always end
   * the wait.
   */
  readonly until?: readonly DeliveryStatus[] | undefined;
  /** How long to wait, in milliseconds. Default 60,000. */
  readonly timeoutMs?: number | undefined;
  /** Ends the wait early. */
  readonly signal?: AbortSignal | undefined;
}

/** Tells you what became of messages after a provider accepted them. */
export interface Reports<Name extends string = string> {
  /**
   * What is known about one message; its status is `unknown` if nothing is. If the status is not final and the provider
   * has a status lookup, the provider is asked, and `onEvent` is called if its answer is new. Rejects with an
   * `SmsError` if the lookup failed and nothing was known before; with code `config` if the report store failed or did not
   * answer within 5 seconds; with `timeout` or `aborted` if `call` ended it before.
   */
  get(message: SentMessage<Name>, call?: CallOptions): Promise<Delivery<Name>>;
  /**
   * Waits for a report. Looks again every 5 seconds, which asks the provider if it has a status lookup. Rejects with an
   * `SmsError` with code `aborted` or `timeout`; the cause of a `timeout` is the last failed lookup, if there was one.
   * Rejects with code `config` if the report store fails or does not answer within 5 seconds.
   */
  wait(message: SentMessage<Name>, options?: WaitOptions): Promise<Delivery<Name>>;
  /**
   * An outcome that was `unknown`, with what is known by now. It becomes `accepted` if a delivery report has come for
   * its reference and number, because only a provider that took the message reports on it. If there is no report, that
   * proves nothing, and it stays `unknown`. Every other outcome is returned unchanged. Rejects with an `SmsError` with
   * code `config` if the report store failed or did not answer within 5 seconds, and with `timeout` or `aborted` if `call`
   * ended it before.
   */
  reconcile<Of extends string>(outcome: Outcome<Of>, call?: CallOptions): Promise<Outcome<Of>>;
}

interface ReportsOptions {
  readonly providers: ReadonlyMap<string, AnyProvider>;
  readonly log: DeliveryLog;
  readonly now?: (() => number) | undefined;
}

const POLL_INTERVAL_MS = 5_000;
const TERMINAL: readonly DeliveryStatus[] = ["delivered", "undelivered", "rejected"];

export function createReports({ providers, log, now = Date.now }: ReportsOptions): Reports {
  const find = async ({ provider, id, to }: SentMessage, limited: LimitedStore) =>
    furthest(await log.find(provider, id, limited), to);
  /** The queue in front of the store ends within the limit as well. */
  const record = (event: DeliveryEvent, limited: LimitedStore) => limited(() => log.record(event, limited));

  /** What is known, after asking the provider if that may say more. */
  const lookUp = async (
    message: SentMessage,
    call: CallOptions,
  ): Promise<{ known?: Delivery | undefined; failure?: SmsError }> => {
    const limited = limitStore(call);
    const start = performance.now();
    const known = await find(message, limited);
    const capability = providers.get(message.provider)?.can.status;
    if (capability === undefined) return { known };
    if (known?.terminal) {
      // No webhook call repeats an answer, so it is repeated here until the listener has succeeded for it.
      if (known.authenticatedBy === "lookup") await record(await eventOf(known), limited);
      return { known };
    }
    const answer = await ask(message, capability, remaining(call, performance.now() - start), now);
    if (isSmsError(answer)) return { known, failure: answer };
    await record(answer, limited);
    return { known: await find(message, limited) };
  };

  return {
    async reconcile(outcome, call = {}) {
      checkCall(call);
      return reconcile(outcome, log, limitStore(call));
    },
    async get(message, call = {}) {
      checkSentMessage(message, providers);
      checkCall(call);
      const { known, failure } = await lookUp(message, call);
      if (known === undefined && failure !== undefined) throw failure;
      return known ?? nothingKnown(message);
    },
    async wait(message, { until = TERMINAL, timeoutMs = 60_000, signal } = {}) {
      checkSentMessage(message, providers);
      checkWait(until, timeoutMs, signal);
      let cause: unknown;
      const found = await pollUntil({
        async poll(changed, ending) {
          const { known, failure } = changed
            ? { known: await find(message, limitStore({ signal: ending })) }
            : await lookUp(message, { signal: ending });
          cause = failure ?? cause;
          return known?.terminal || (known !== undefined && until.includes(known.status)) ? known : undefined;
        },
        subscribe: (changed) => log.watch(message.provider, message.id, changed),
        everyMs: POLL_INTERVAL_MS,
        timeoutMs,
        signal,
      });
      if (typeof found === "object") return found;
      const problem = found === "aborted" ? "waiting for a report was aborted" : `no report within ${timeoutMs} ms`;
      throw new SmsError(`${message.provider}: ${problem}.`, {
        code: found,
        mayHaveBeenSent: true,
        provider: message.provider,
        cause,
      });
    },
  };
}

/** Resolves to the provider's answer, or to the error if there is none. */
async function ask(
  { provider, id, to: recipient }: SentMessage,
  capability: StatusCapability,
  call: CallOptions,
  now: () => number,
): Promise<DeliveryEvent | SmsError> {
  try {
    const report = await capability.get(id, call);
    const to = isE164(recipient) ? recipient : report.to;
    const receivedAt = new Date(now()).toISOString();
    return await deliveryEvent({ ...report, id, to }, { provider, authenticatedBy: "lookup", receivedAt });
  } catch (cause) {
    return isSmsError(cause) ? cause : adapterFailed(provider, cause);
  }
}

/** The event of an answer that is known already; it has the same dedupe key. */
function eventOf(known: Delivery): Promise<DeliveryEvent> {
  const { provider, id, to, status, description, reference, authenticatedBy, receivedAt = "" } = known;
  return deliveryEvent({ id, to, status, description }, { provider, reference, authenticatedBy, receivedAt });
}

/** What is left of the limits of a call. */
function remaining(call: CallOptions, elapsedMs: number): CallOptions {
  const { timeoutMs } = call;
  return timeoutMs === undefined ? call : { ...call, timeoutMs: Math.max(1, Math.ceil(timeoutMs - elapsedMs)) };
}

/** The outcome, or an accepted one if a report on this message proves it. */
async function reconcile<Of extends string>(
  outcome: Outcome<Of>,
  log: DeliveryLog,
  limited: LimitedStore,
): Promise<Outcome<Of>> {
  if (outcome.status !== "unknown") return outcome;
  const { error: _, status: __, ...rest } = outcome;
  const report = (await log.findByReference(outcome.reference, limited)).find(({ to }) => to === outcome.to);
  if (report === undefined) return outcome;
  return maskedOutcome<Of>({ ...rest, status: "accepted", provider: report.provider as Of, id: report.id });
}

/** The report with the highest rank, of the recipient's own and those that name no recipient. */
function furthest(reports: readonly Delivery[], to: string | undefined): Delivery | undefined {
  const matching = to === undefined ? reports : reports.filter((report) => report.to === to || report.to === undefined);
  const recipients = new Set(matching.flatMap((report) => report.to ?? []));
  if (recipients.size > 1) {
    throw invalidInput("to", "is missing: several recipients share this id.");
  }
  return matching.toSorted((a, b) => rankOf(b.status) - rankOf(a.status))[0];
}

function nothingKnown({ provider, id, to }: SentMessage): Delivery {
  return maskedReport({
    provider,
    id,
    to: isE164(to) ? to : undefined,
    status: "unknown",
    terminal: false,
    authenticatedBy: "nothing",
  });
}

function checkSentMessage(message: SentMessage, providers: ReadonlyMap<string, AnyProvider>): void {
  if (typeof message !== "object" || message === null) {
    throw invalidInput("message", "must be an accepted outcome, or an object with provider and id.");
  }
  const { provider, id, to } = message;
  findProvider(providers, provider, "provider");
  if (typeof id !== "string" || id === "") throw invalidInput("id", "must be the id of an accepted outcome.");
  if (to !== undefined && !isE164(to)) throw invalidInput("to", "must be an E.164 number such as +254712345678.");
}

function checkWait(until: unknown, timeoutMs: number, signal: AbortSignal | undefined): void {
  if (!Array.isArray(until) || until.length === 0 || !until.every(isDeliveryStatus)) {
    throw invalidInput("until", "must be a list of sent, delivered, undelivered, rejected or unknown.");
  }
  checkCall({ timeoutMs, signal });
}

function checkCall({ timeoutMs, signal }: CallOptions): void {
  if (timeoutMs !== undefined && !(timeoutMs > 0 && timeoutMs <= LONGEST_TIMER_MS)) {
    throw invalidInput("timeoutMs", `must be a number of milliseconds above 0, at most ${LONGEST_TIMER_MS}.`);
  }
  if (signal !== undefined) checkSignal("signal", signal);
}
