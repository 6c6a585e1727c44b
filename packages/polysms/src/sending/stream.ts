import { type E164, invalidInput, isSmsError, type Outcome } from "@polysms/core";
import { checkConcurrency, mapConcurrently } from "../concurrency/map-concurrently.ts";
import { newReference } from "../hashing/reference.ts";
import { checkSendOptions } from "../message/check-message.ts";
import type { LooseMessage, SendOptions } from "../message/message.ts";
import type { Pipeline } from "./pipeline.ts";
import { failedOutcome } from "./recipient.ts";

/** The options of `stream`. */
export interface StreamOptions extends SendOptions {
  /** Rows sent at the same time. Default 16. */
  readonly concurrency?: number | undefined;
}

/** Sends one message per row, and yields the outcomes as they come. Throws an `SmsError` for bad options. */
export function streamOutcomes(
  rows: Iterable<LooseMessage> | AsyncIterable<LooseMessage>,
  { concurrency = 16, ...options }: StreamOptions,
  pipeline: Pipeline,
): AsyncGenerator<Outcome, void, undefined> {
  checkSendOptions(options);
  const send = (row: LooseMessage) => sendRow(row, options, pipeline);
  return mapConcurrently(rows, send, checkConcurrency(concurrency), options.signal);
}

/** Bad input concerns its row alone, so it becomes that row's outcome. */
async function sendRow(row: LooseMessage, options: SendOptions, pipeline: Pipeline): Promise<Outcome> {
  try {
    if (Array.isArray(row?.to)) throw invalidInput("to", "must be one number in each row of a stream.");
    const [outcome] = await pipeline.send(row, options);
    return outcome as Outcome;
  } catch (error) {
    if (!isSmsError(error)) throw error;
    const to = String(row?.to ?? "") as E164;
    return failedOutcome({ to, reference: newReference(), attempts: [] }, error);
  }
}
