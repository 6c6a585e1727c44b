import type { Disk } from "./append-only-file.ts";

/** What a journal is opened with. */
export interface JournalOptions {
  readonly path: string;
  /** A hash of everything that is sent. */
  readonly content: string;
  /** The secret of the marks, of which the journal keeps a check value. */
  readonly secret: string;
  /** Where a machine without an id keeps one. */
  readonly stateFolder: string;
  /** An owner on another machine, or one that cannot be looked up, has ended. */
  readonly takeOver?: boolean | undefined;
  /** Damaged lines are passed over, and rows that they may be about are unknown. */
  readonly acceptDamage?: boolean | undefined;
  readonly disk?: Disk | undefined;
  readonly now?: (() => number) | undefined;
}
