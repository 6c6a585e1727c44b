import { fromBase64Url, toBase64Url } from "../hashing/base64url.ts";

/** Rows of a file, by their number: one bit for each row up to the last. */
export interface RowSet {
  add(row: number): void;
  has(row: number): boolean;
  /** All of it as base64url; {@link readRowSet} reads it back. */
  toText(): string;
}

export function createRowSet(from: Uint8Array = new Uint8Array(16)): RowSet {
  let bits = from;
  return {
    add(row) {
      const at = row >>> 3;
      if (at >= bits.length) {
        const larger = new Uint8Array(Math.max(bits.length * 2, at + 1));
        larger.set(bits);
        bits = larger;
      }
      bits[at] = (bits[at] ?? 0) | (1 << (row & 7));
    },
    has: (row) => (((bits[row >>> 3] ?? 0) >> (row & 7)) & 1) === 1,
    toText() {
      const end = bits.findLastIndex((byte) => byte !== 0) + 1;
      let text = "";
      // A multiple of 3, so that the pieces can be joined.
      for (let at = 0; at < end; at += PIECE) text += toBase64Url(bits.subarray(at, Math.min(at + PIECE, end)));
      return text;
    },
  };
}

const PIECE = 3 * 4096;

/** Sets of which no two have a row in common, by name. */
export type RowSets = ReadonlyMap<string, RowSet>;

/** The name whose set has the row. */
export function holderOf(sets: RowSets, row: number): string | undefined {
  for (const [name, rows] of sets) if (rows.has(row)) return name;
  return undefined;
}

/** Throws for a text that no set has given. */
export function readRowSet(text: string): RowSet {
  return createRowSet(fromBase64Url(text));
}
