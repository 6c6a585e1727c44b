/** A key. Keys of one group, such as the rows of a campaign, are kept together and forgotten together. */
export interface StoreKey {
  readonly name: string;
  readonly group?: string | undefined;
}

/** Given with every call of a store, which should stop waiting when the signal fires. */
export interface StoreCall {
  readonly signal: AbortSignal;
}

/** What a store knows of a key. `mark` is what `reserve` was given. */
export type KeyState =
  | {
      readonly state: "pending";
      readonly mark: string;
      /** Milliseconds since it was reserved, by the store's own clock. */
      readonly ageMs: number;
    }
  | { readonly state: "done"; readonly mark: string; readonly record: string };

export type Reservation = { readonly state: "reserved" } | KeyState;

/**
 * Remembers which keys have been used. A key that is pending may belong to a message that was sent, so no age frees it.
 * Keys are the caller's, and a recipient's part of them is a keyed hash; marks and records hold neither numbers nor texts.
 * `describeIdempotencyStore` of `@polysms/testing/stores` checks a store of your own.
 */
export interface IdempotencyStore {
  /** The store ends with this process, so it needs no `stores.secret`. */
  readonly inProcess?: true | undefined;
  /** What is known of a key, or `undefined`. Reserves nothing. */
  find(key: StoreKey, call: StoreCall): Promise<KeyState | undefined>;
  /**
   * Called before the first byte is sent. Must be atomic: of two callers with different marks exactly one gets
   * `reserved`. A key that is pending under the same mark is `reserved` again, because the first answer may have been lost.
   */
  reserve(key: StoreKey, mark: string, call: StoreCall): Promise<Reservation>;
  /**
   * Keeps the record if the key has this mark, pending or done, and resolves to whether it did. A repetition succeeds.
   * `keepMs` is how long to keep it; a key of a group lives as long as the group, and that is `keepMs` from now or longer.
   */
  finalize(
    key: StoreKey,
    mark: string,
    record: string,
    keepMs: number | "until-forgotten",
    call: StoreCall,
  ): Promise<boolean>;
  /** Frees the key if it is pending under this mark, and resolves to whether it did. */
  release(key: StoreKey, mark: string, call: StoreCall): Promise<boolean>;
  /** Every key of a group, in any order. */
  records(group: string): AsyncIterable<{ readonly name: string } & KeyState>;
  /** Forgets a group and every key in it. */
  forget(group: string): Promise<void>;
}
