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

/** Which message is meant. An accepted outcome is one, also of a provider that makes no reports: of it nothing is known. */
export interface SentMessage<Name extends string = string> {
  readonly provider: Name;
  readonly id: string;
  /** Needed where the id stands for several recipients. */
  readonly to?: Phone | undefined;
}

export interface WaitOptions {
  /** The statuses to wait for, the terminal ones unless told. A terminal status ends the waiting in any case. */
  readonly until?: readonly DeliveryStatus[] | undefined;
  /** Milliseconds; 60,000 unless told. */
  readonly timeoutMs?: number | undefined;
  readonly signal?: AbortSignal | undefined;
}

/** What has become of messages that a provider accepted. */
export interface Reports<Name extends string = string> {
  /**
   * What is known about one message: `unknown` when nothing is. Where that is not final, a provider that can be asked
   * is asked. Rejects with an `SmsError` when asking failed and nothing was known before, and with code `config` when the
   * report store failed. What is new is told to `onEvent` behind it.
   */
  get(message: SentMessage<Name>, call?: CallOptions): Promise<Delivery<Name>>;
  /**
   * Waits for a report, and looks again every 5 seconds, which asks the provider where it can be asked. Rejects with an
   * `SmsError` with code `aborted` or `timeout`; the cause of the latter is the last failure to ask the
   * provider, if there was one. A report store that fails ends it with code `config`.
   */
  wait(message: SentMessage<Name>, options?: WaitOptions): Promise<Delivery<Name>>;
  /**
   * What is known by now of an outcome that was `unknown`: it becomes `accepted` when a delivery report has come for its
   * reference and number, because only a provider that took the message reports on it. No report proves nothing, so it
   * stays `unknown` then; every other outcome is returned as it is. Rejects with an `SmsError` with code `config` when the
   * report store failed.
   */
  reconcile<Of extends string>(outcome: Outcome<Of>): Promise<Outcome<Of>>;
}

export interface ReportsOptions {
  readonly providers: ReadonlyMap<string, AnyProvider>;
  readonly log: DeliveryLog;
  readonly now?: (() => number) | undefined;
}

const LOOK_AGAIN_MS = 5_000;
const TERMINAL: readonly DeliveryStatus[] = ["delivered", "undelivered", "rejected"];

export function createReports({ providers, log, now = Date.now }: ReportsOptions): Reports {
  const find = async ({ provider, id, to }: SentMessage) => furthest(await stored(log.find(provider, id)), to);

  /** What is known, after asking the provider where that may say more. */
  const look = async (
    message: SentMessage,
    call: CallOptions,
  ): Promise<{ known?: Delivery | undefined; failure?: SmsError }> => {
    const known = await find(message);
    const capability = providers.get(message.provider)?.can.status;
    if (capability === undefined || known?.terminal) return { known };
    const answer = await ask(message, capability, call, now);
    if (isSmsError(answer)) return { known, failure: answer };
    await stored(log.record(answer));
    return { known: await find(message) };
  };

  return {
    reconcile: (outcome) => reconcile(outcome, log),
    async get(message, call = {}) {
      checkSentMessage(message, providers);
      const { known, failure } = await look(message, call);
      if (known === undefined && failure !== undefined) throw failure;
      return known ?? nothingKnown(message);
    },
    async wait(message, { until = TERMINAL, timeoutMs = 60_000, signal } = {}) {
      checkSentMessage(message, providers);
      checkWait(until, timeoutMs, signal);
      let cause: unknown;
      const seen = await pollUntil({
        async look(changed, ending) {
          const { known, failure } = changed ? { known: await find(message) } : await look(message, { signal: ending });
          cause = failure ?? cause;
          return known?.terminal || (known !== undefined && until.includes(known.status)) ? known : undefined;
        },
        subscribe: (changed) => log.watch(message.provider, message.id, changed),
        everyMs: LOOK_AGAIN_MS,
        timeoutMs,
        signal,
      });
      if (typeof seen === "object") return seen;
      const problem = seen === "aborted" ? "the waiting for a report was aborted" : `no report within ${timeoutMs} ms`;
      throw new SmsError(`${message.provider}: ${problem}.`, {
        code: seen,
        mayHaveBeenSent: true,
        provider: message.provider,
        cause,
      });
    },
  };
}

/** Resolves to the provider's answer, or to why there is none. */
async function ask(
  { provider, id, to: asked }: SentMessage,
  capability: StatusCapability,
  call: CallOptions,
  now: () => number,
): Promise<DeliveryEvent | SmsError> {
  try {
    const report = await capability.get(id, call);
    const to = isE164(asked) ? asked : report.to;
    const receivedAt = new Date(now()).toISOString();
    return await deliveryEvent({ ...report, id, to }, { provider, authenticatedBy: "lookup", receivedAt });
  } catch (cause) {
    return isSmsError(cause) ? cause : adapterFailed(provider, cause);
  }
}

/** What the store of the user says, or an `SmsError` in place of whatever it throws. */
async function stored<Answer>(answer: Promise<Answer>): Promise<Answer> {
  try {
    return await answer;
  } catch (cause) {
    throw new SmsError("The report store failed.", { code: "config", mayHaveBeenSent: true, cause });
  }
}

/** The outcome, or the acceptance that a report on this very message proves. */
async function reconcile<Of extends string>(outcome: Outcome<Of>, log: DeliveryLog): Promise<Outcome<Of>> {
  if (outcome.status !== "unknown") return outcome;
  const { error: _, status: __, ...rest } = outcome;
  const report = (await stored(log.findByReference(outcome.reference))).find(({ to }) => to === outcome.to);
  if (report === undefined) return outcome;
  return maskedOutcome<Of>({ ...rest, status: "accepted", provider: report.provider as Of, id: report.id });
}

/** The furthest of the recipient's own report and one that names no recipient. */
function furthest(reports: readonly Delivery[], to: string | undefined): Delivery | undefined {
  const fitting = to === undefined ? reports : reports.filter((report) => report.to === to || report.to === undefined);
  const recipients = new Set(fitting.flatMap((report) => report.to ?? []));
  if (recipients.size > 1) {
    throw invalidInput("to", "is missing: this id stands for several recipients.");
  }
  return fitting.toSorted((a, b) => rankOf(b.status) - rankOf(a.status))[0];
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
  if (!(timeoutMs > 0 && timeoutMs <= LONGEST_TIMER_MS)) {
    throw invalidInput("timeoutMs", `must be a number of milliseconds above 0 and up to ${LONGEST_TIMER_MS}.`);
  }
  if (signal !== undefined) checkSignal("signal", signal);
}
