import type { Answers } from "./contender.ts";

/** One way to send the same text to very many recipients, 32 at a time. */
export interface BulkContender {
  readonly name: string;
  readonly kind: "raw" | "ours";
  readonly answers: Answers;
  /** Calls `sent` for each recipient whose message was taken. Rejects if one was not. */
  sendAll(url: string, recipients: Iterable<`+${bigint}`>, sent: () => void): Promise<void>;
}

export const CONCURRENCY = 32;
