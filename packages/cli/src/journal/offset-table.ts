const MAX_LOAD = 0.7;
const INITIAL_SLOTS = 1024;

/** The offset of the last line of each key in a journal. */
export interface OffsetTable {
  /** How many keys it holds. */
  readonly size: number;
  /** `key` is 64 bits of a hash as base64url. */
  get(key: string): number | undefined;
  set(key: string, offset: number): void;
  /** The offsets of all keys, as they are now. */
  offsets(): Float64Array;
}

/** 64 bits of a hash, in two halves. */
interface Halves {
  readonly high: number;
  readonly low: number;
}

function halvesOf(key: string): Halves {
  const bytes = Buffer.from(key, "base64url");
  return { high: bytes.readUInt32BE(0), low: bytes.readUInt32BE(4) };
}

/**
 * A map from hashes to offsets in a file, made of numbers only: 16 bytes for a slot, so a million rows take 30 MB and
 * nothing else grows. At five billion rows the chance that two share the same 64 bits reaches one half. The names in
 * the file tell them apart, and the second row would not be sent.
 */
export function createOffsetTable(): OffsetTable {
  let highs = new Uint32Array(INITIAL_SLOTS);
  let lows = new Uint32Array(INITIAL_SLOTS);
  // Offsets plus one, so that 0 is an empty slot.
  let offsets = new Float64Array(INITIAL_SLOTS);
  let size = 0;

  const slotOf = ({ high, low }: Halves): number => {
    const mask = offsets.length - 1;
    let slot = low & mask;
    while (offsets[slot] !== 0 && (lows[slot] !== low || highs[slot] !== high)) slot = (slot + 1) & mask;
    return slot;
  };
  const put = (key: Halves, offset: number): void => {
    const slot = slotOf(key);
    if (offsets[slot] === 0) size += 1;
    highs[slot] = key.high;
    lows[slot] = key.low;
    offsets[slot] = offset;
  };
  const grow = () => {
    const old = { highs, lows, offsets };
    highs = new Uint32Array(old.highs.length * 2);
    lows = new Uint32Array(old.lows.length * 2);
    offsets = new Float64Array(old.offsets.length * 2);
    size = 0;
    for (const [slot, offset] of old.offsets.entries()) {
      if (offset !== 0) put({ high: old.highs[slot] ?? 0, low: old.lows[slot] ?? 0 }, offset);
    }
  };
  return {
    get size() {
      return size;
    },
    get(key) {
      const offset = offsets[slotOf(halvesOf(key))] ?? 0;
      return offset === 0 ? undefined : offset - 1;
    },
    set(key, offset) {
      if (size >= offsets.length * MAX_LOAD) grow();
      put(halvesOf(key), offset + 1);
    },
    offsets: () => offsets.filter((offset) => offset !== 0).map((offset) => offset - 1),
  };
}
