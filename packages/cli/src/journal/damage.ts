import { usageError } from "../setup/usage-error.ts";

/** Rows that lost or damaged lines may have been about. They are never sent, unless a later line frees them. */
export interface Damage {
  /** Any row. */
  all: boolean;
  /** Hashes of keys. */
  readonly keys: Set<string>;
  /** The number of the first line after the damage. */
  before: number;
}

/** The first thing that is wrong with a journal. */
export interface Problem {
  /** Counted in the file, from 1. */
  readonly line: number;
  readonly what: string;
}

/** A usage error for a damaged journal. `hopeless` if even `--accept-damage` has nothing to go on. */
export function damagedError(path: string, { line, what }: Problem, hopeless = false) {
  return usageError(
    `${path} is damaged: line ${line} ${what}.`,
    hopeless
      ? "Restore it from a copy. A new journal knows nothing of what was sent, so messages would be sent again."
      : "Restore it from a copy, or resume with --accept-damage: rows that the damage may be about become unknown and are not sent.",
  );
}
