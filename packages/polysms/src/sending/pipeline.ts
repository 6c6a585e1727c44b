import type { E164, Outcome } from "@polysms/core";
import type { InFlight } from "../concurrency/in-flight.ts";
import { newReference } from "../hashing/reference.ts";
import type { MessageCheck } from "../message/check-message.ts";
import type { CheckedMessage, LooseMessage, SendOptions } from "../message/message.ts";
import type { ClaimedMessage, Claims } from "./claims.ts";
import { sendToAll } from "./send.ts";
import type { SendContext } from "./send-context.ts";

/** What is sent under an idempotency key. */
export interface KeyedMessage {
  readonly key: string;
  /** Everything that makes it this message and not another. */
  readonly payload: Readonly<Record<string, unknown>>;
  readonly to: readonly E164[];
  readonly reference: string;
  readonly scope?: KeyScope | undefined;
  /** This caller's own limits. */
  readonly limits: Pick<SendOptions, "signal" | "timeoutMs">;
  readonly totalTimeoutMs?: number | undefined;
}

/** Where keys belong, if not to a single message. */
export interface KeyScope {
  /** Keys that are kept together, such as those of a campaign. */
  readonly group: string;
  /** Milliseconds that the group is kept after its last activity. */
  readonly keepMs: number;
}

/** Sends under claims, until the signal fires: callers may share it, so it is not the signal of one of them. */
export type KeyedSend = (claims: Claims, signal: AbortSignal) => Promise<Outcome[]>;

/** Sends once per key: a second call with the same key and payload gets the outcomes of the first. */
export type SendOnce = (message: KeyedMessage, send: KeyedSend) => Promise<Outcome[]>;

/** The last step: `sendToAll`, or what schedules and one-time codes do instead. */
export type SendStep = (message: ClaimedMessage, context: SendContext) => Promise<Outcome[]>;

/** The path of every message. `send`, `schedule`, one-time codes and campaigns all go through `run`. */
export interface Pipeline {
  readonly check: MessageCheck;
  readonly inFlight: InFlight;
  readonly context: SendContext;
  /** Checks a message and runs it. Rejects with an `SmsError` before anything is sent, for the reasons of `Sms.send`. */
  send(message: LooseMessage, options: SendOptions, scope?: KeyScope): Promise<Outcome[]>;
  /** Gives the message a reference, sends it once under its key, and calls the hooks with its outcomes. */
  run(message: CheckedMessage, step?: SendStep, scope?: KeyScope): Promise<Outcome[]>;
}

export interface PipelineParts extends Pick<Pipeline, "check" | "inFlight" | "context"> {
  readonly sendOnce: SendOnce;
  /** Runs a call; reports on its messages wait until its caller has the outcomes. */
  readonly holdReports: (reference: string, call: () => Promise<Outcome[]>) => Promise<Outcome[]>;
}

export function createPipeline({ check, inFlight, context, sendOnce, holdReports }: PipelineParts): Pipeline {
  const run: Pipeline["run"] = (message, step = sendToAll, scope = undefined) =>
    inFlight.run(async () => {
      const { idempotencyKey: key, payload, to, call: limits, totalTimeoutMs } = message;
      const reference = newReference();
      const send = (): Promise<Outcome[]> => {
        if (key === undefined) return step({ ...message, reference }, context);
        const keyed = { key, payload, to, reference, scope, limits, totalTimeoutMs };
        return sendOnce(keyed, (claims, signal) => {
          const call = { ...limits, signal };
          return step({ ...message, reference, claims, call, totalTimeoutMs: undefined }, context);
        });
      };
      // Reports wait for the store as well: they must not overtake the outcomes that the caller is about to get.
      const outcomes = await holdReports(reference, send);
      context.hooks.outcomes(outcomes);
      return outcomes;
    });
  const send: Pipeline["send"] = async (message, options, scope) => run(check(message, options), undefined, scope);
  return { check, inFlight, context, run, send };
}
