import { type DeliveryReport, type DeliveryStatus, type E164, invalidInput, isE164, type SendCall, SmsError } from "@polysms/core";
import type { Delivery } from "./delivery-event.ts";
import { isDeliveryStatus, isTerminal, rankOf, shownMasked } from "./delivery-event.ts";
import type { DeliveryLog } from "./delivery-log.ts";
import type { AnyProvider } from "./message.ts";
import { pause } from "./pause.ts";
import { deliveryEvent } from "./webhook-event.ts";

/** Which message is meant. An accepted outcome is one. */
export interface MessageReference<Name extends string = string> {
  readonly provider: Name;
  readonly id: string;
  /** Needed when the id stands for several recipients. */
  readonly to?: E164 | `+${bigint}` | undefined;
}

export interface WaitOptions {
  /** The statuses to wait for; the terminal ones unless told. A terminal status ends the waiting in any case. */
  readonly until?: readonly DeliveryStatus[] | undefined;
  /** Milliseconds; 60,000 unless told. */
  readonly timeoutMs?: number | undefined;
  readonly signal?: AbortSignal | undefined;
}

export interface Reports<Name extends string = string> {
  /**
   * What is known about the delivery of a message; `unknown` when nothing is. Where that is not final, a provider that
   * can be asked is asked. Rejects with an `SmsError` only when asking failed and nothing was known before.
   */
  get(message: MessageReference<Name>, call?: SendCall): Promise<Delivery<Name>>;
  /**
   * Waits for a report, and looks again every 5 seconds where it has to be asked for. Rejects with an `SmsError` with
   * code `timeout` or `aborted`; the cause of the first is what went wrong when the provider was asked, if anything.
   */
  wait(message: MessageReference<Name>, options?: WaitOptions): Promise<Delivery<Name>>;
}

export interface ReportsOptions {
  readonly providers: ReadonlyMap<string, AnyProvider>;
  readonly log: DeliveryLog;
  readonly now?: (() => number) | undefined;
}

interface Look {
  readonly known: Delivery | undefined;
  /** Why the provider could not tell. */
  readonly failure?: unknown;
}

const LOOK_AGAIN_MS = 5_000;
const LONGEST_MS = 2 ** 31 - 1; // A longer timer fires at once.
const TERMINAL: readonly DeliveryStatus[] = ["delivered", "undelivered", "rejected"];

export function createReports({ providers, log, now = Date.now }: ReportsOptions): Reports {
  const find = async ({ provider, id, to }: MessageReference) => furthest(await log.find(provider, id), to);

  const look = async (message: MessageReference, call: SendCall): Promise<Look> => {
    const known = await find(message);
    const status = providers.get(message.provider)?.can.status;
    if (status === undefined || known?.terminal === true) return { known };
    let report: DeliveryReport;
    try {
      report = await status.get(message.id, call);
    } catch (failure) {
      return { known, failure };
    }
    const { provider, id } = message;
    const to = (message.to as E164 | undefined) ?? report.to;
    const origin = { provider, authenticated: "pulled", receivedAt: new Date(now()).toISOString() } as const;
    await log.record(await deliveryEvent({ ...report, id, to }, origin));
    return { known: await find(message) };
  };

  return {
    async get(message, call = {}) {
      checkReference(message, providers);
      const { known, failure } = await look(message, call);
      if (known === undefined && failure !== undefined) throw failure;
      return known ?? nothing(message);
    },
    async wait(message, { until = TERMINAL, timeoutMs = 60_000, signal } = {}) {
      checkReference(message, providers);
      checkWait(until, timeoutMs);
      const ending = new AbortController();
      const abort = () => ending.abort();
      signal?.addEventListener("abort", abort, { once: true });
      if (signal?.aborted) abort();
      const timer = setTimeout(abort, timeoutMs);
      const ended = new Promise<undefined>((resolve) => {
        ending.signal.addEventListener("abort", () => resolve(undefined), { once: true });
      });
      let cause: unknown;
      try {
        while (!ending.signal.aborted) {
          let wake = () => {};
          const changed = new Promise<void>((resolve) => {
            wake = resolve;
          });
          const stop = log.watch(message.provider, message.id, wake);
          const rest = new AbortController();
          try {
            const seen = await Promise.race([look(message, { signal: ending.signal }), ended]);
            cause = seen?.failure ?? cause;
            const known = seen?.known;
            if (known !== undefined && (known.terminal || until.includes(known.status))) return known;
            await Promise.race([changed, pause(LOOK_AGAIN_MS, rest.signal), ended]);
          } finally {
            stop();
            rest.abort();
          }
        }
      } finally {
        clearTimeout(timer);
        signal?.removeEventListener("abort", abort);
      }
      const aborted = signal?.aborted === true;
      throw new SmsError(aborted ? "The waiting for a report was aborted." : `No such report within ${timeoutMs} ms.`, {
        code: aborted ? "aborted" : "timeout",
        certainty: "unknown",
        provider: message.provider,
        cause,
      });
    },
  };
}
