import { fromBase64Url, toBase64Url } from "../hashing/base64url.ts";

/** Rows of a file, by their number. Needs one bit for each row up to the last. */
export interface RowSet {
  add(row: number): void;
  has(row: number): boolean;
  /** The set as base64url, which {@link readRowSet} reads. */
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
      // A multiple of 3 bytes, so that the pieces can be joined.
      for (let at = 0; at < end; at += PIECE_BYTES)
        text += toBase64Url(bits.subarray(at, Math.min(at + PIECE_BYTES, end)));
      return text;
    },
  };
}

const PIECE_BYTES = 3 * 4096;

/** Sets by name. No two of them have a row in common. */
export type RowSets = ReadonlyMap<string, RowSet>;

/** The name of the set that has the row. */
export function nameWithRow(sets: RowSets, row: number): string | undefined {
  for (const [name, rows] of sets) if (rows.has(row)) return name;
  return undefined;
}

/** Reads what `toText` returned. Throws for any other text. */
export function readRowSet(text: string): RowSet {
  return createRowSet(fromBase64Url(text));
}
