/**
 * What `reserve` found. `reserved`: the key was free. `mark` and `record` are what `reserve` and `finalize` got before.
 */
export type Reservation =
  | { readonly state: "reserved" }
  | { readonly state: "pending"; readonly mark: string }
  | { readonly state: "done"; readonly mark: string; readonly record: string };

/**
 * Remembers which keys have been used. `reserve` must be atomic: of two callers with the same key exactly one gets
 * `reserved`. A key that is reserved and never finalized stays `pending`, because its message may have been sent. Keys
 * are your own; marks and records contain neither numbers nor texts. A call waits for each method for up to 5 seconds.
 */
export interface IdempotencyStore {
  /**
   * Called before the first byte is sent. The mark identifies the message, and this call. If it rejects, nothing is
   * sent.
   */
  reserve(key: string, mark: string): Promise<Reservation>;
  /**
   * Called with the outcomes. `keep` is set if one of them is unknown, and for the note of which rows of a campaign are
   * sent in a file: such a record must not expire.
   */
  finalize(key: string, mark: string, record: string, keep: boolean): Promise<void>;
  /** Called instead of `finalize` when it is proven that nobody took anything and a later call may succeed. */
  release(key: string, mark: string): Promise<void>;
}
