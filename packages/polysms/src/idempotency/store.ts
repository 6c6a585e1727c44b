/** What a store knows of a key when it is reserved. `mark` is what the first `reserve` was given. */
export type Reservation =
  | { readonly state: "reserved" }
  | { readonly state: "pending"; readonly mark: string }
  | { readonly state: "done"; readonly mark: string; readonly record: string };

/**
 * Remembers which keys have been used. `reserve` must be atomic: of two callers with the same key exactly one gets
 * `reserved`. A key that is reserved and never finalized stays `pending`, because its message may have been sent. Keys are
 * the caller's; marks and records hold neither numbers nor texts.
 */
export interface IdempotencyStore {
  /** Called before the first byte is sent. The mark says which message it is, and which sending of it. */
  reserve(key: string, mark: string): Promise<Reservation>;
  /**
   * Called with the outcomes. `keep` is set if one of them is unknown, and for the note of which rows of a campaign are
   * sent in a file: such a record must not expire.
   */
  finalize(key: string, mark: string, record: string, keep: boolean): Promise<void>;
  /** Called instead of `finalize` when it is proven that nobody took anything and a later call may succeed. */
  release(key: string, mark: string): Promise<void>;
}
