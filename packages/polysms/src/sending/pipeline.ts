import type { E164, Outcome } from "@polysms/core";
import type { InFlight } from "../concurrency/in-flight.ts";
import { newReference } from "../hashing/reference.ts";
import type { MessageCheck } from "../message/check-message.ts";
import type { CheckedMessage, LooseMessage, ReferencedMessage, SendOptions } from "../message/message.ts";
import { sendToAll } from "./send.ts";
import type { SendContext } from "./send-context.ts";

/** What is sent under an idempotency key. */
export interface KeyedMessage {
  readonly key: string;
  /** Everything that makes it this message and not another. */
  readonly payload: Readonly<Record<string, unknown>>;
  readonly to: readonly E164[];
  readonly reference: string;
  /** The record must not expire, whatever the outcomes. */
  readonly keep?: boolean | undefined;
}

/** Sends once per key: a second call with the same key and payload gets the outcomes of the first. */
export type SendOnce = (message: KeyedMessage, send: () => Promise<Outcome[]>) => Promise<Outcome[]>;

/** The last step: `sendToAll`, or what schedules and one-time codes do instead. */
export type SendStep = (message: ReferencedMessage, context: SendContext) => Promise<Outcome[]>;

/** The path of every message. `send`, `schedule`, one-time codes and campaigns all go through `run`. */
export interface Pipeline {
  readonly check: MessageCheck;
  readonly inFlight: InFlight;
  readonly context: SendContext;
  /** Checks a message and runs it. Rejects with an `SmsError` before anything is sent, for the reasons of `Sms.send`. */
  send(message: LooseMessage, options: SendOptions): Promise<Outcome[]>;
  /** Gives the message a reference, sends it once under its key, and calls the hooks with its outcomes. */
  run(message: CheckedMessage, step?: SendStep): Promise<Outcome[]>;
}

export interface PipelineParts extends Pick<Pipeline, "check" | "inFlight" | "context"> {
  readonly sendOnce: SendOnce;
  /** Runs a call; reports on its messages wait until its caller has the outcomes. */
  readonly holdReports: (reference: string, call: () => Promise<Outcome[]>) => Promise<Outcome[]>;
}

export function createPipeline({ check, inFlight, context, sendOnce, holdReports }: PipelineParts): Pipeline {
  const run: Pipeline["run"] = (message, step = sendToAll) =>
    inFlight.run(async () => {
      const { idempotencyKey: key, payload, to } = message;
      const reference = newReference();
      const send = () => step({ ...message, reference }, context);
      // Reports wait for the store as well: they must not overtake the outcomes that the caller is about to get.
      const outcomes = await holdReports(reference, () =>
        key === undefined ? send() : sendOnce({ key, payload, to, reference }, send),
      );
      context.hooks.outcomes(outcomes);
      return outcomes;
    });
  return { check, inFlight, context, run, send: async (message, options) => run(check(message, options)) };
}
