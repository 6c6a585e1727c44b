const FULLEST = 0.7;
const SMALLEST = 1024;

/** Where the last line of each key stands in a journal. */
export interface JournalTable {
  /** How many keys there are. */
  readonly size: number;
  get(key: JournalKey): number | undefined;
  set(key: JournalKey, offset: number): void;
}

/** 64 bits of a hash, in two halves. */
export interface JournalKey {
  readonly high: number;
  readonly low: number;
}

/**
 * A map from hashes to places in a file, of numbers only: 16 bytes for a slot, so a million rows take 30 MB and nothing
 * else grows. Two rows with the same 64 bits are as likely as not after five billion; the fingerprint in the file tells
 * them apart, and the second one would be refused and not sent.
 */
export function createJournalTable(): JournalTable {
  let highs = new Uint32Array(SMALLEST);
  let lows = new Uint32Array(SMALLEST);
  // One more than the offset, so that 0 is an empty slot.
  let places = new Float64Array(SMALLEST);
  let size = 0;

  const slotOf = ({ high, low }: JournalKey): number => {
    const mask = places.length - 1;
    let at = low & mask;
    while (places[at] !== 0 && (lows[at] !== low || highs[at] !== high)) at = (at + 1) & mask;
    return at;
  };
  const put = (key: JournalKey, place: number): void => {
    const at = slotOf(key);
    if (places[at] === 0) size += 1;
    highs[at] = key.high;
    lows[at] = key.low;
    places[at] = place;
  };
  const grow = () => {
    const old = { highs, lows, places };
    highs = new Uint32Array(old.highs.length * 2);
    lows = new Uint32Array(old.lows.length * 2);
    places = new Float64Array(old.places.length * 2);
    size = 0;
    for (const [at, place] of old.places.entries()) {
      if (place !== 0) put({ high: old.highs[at] ?? 0, low: old.lows[at] ?? 0 }, place);
    }
  };
  return {
    get size() {
      return size;
    },
    get(key) {
      const place = places[slotOf(key)] ?? 0;
      return place === 0 ? undefined : place - 1;
    },
    set(key, offset) {
      if (size >= places.length * FULLEST) grow();
      put(key, offset + 1);
    },
  };
}
