interface FingerprintOptions {
  /** Remembers between this many and twice as many of the latest texts. */
  readonly limit: number;
  /** A text is forgotten at this age at the earliest, and at twice this age at the latest. */
  readonly maxAgeMs: number;
  readonly now: () => number;
  /** Called when texts are forgotten before their time, because there were too many. */
  readonly onFull?: (() => void) | undefined;
}

/** A number from 1 to 3 for each of very many texts, in 8 to 32 bytes each. */
interface Fingerprints {
  /** The highest number that was set for this text, 0 if none. */
  get(text: string): number;
  set(text: string, value: number): void;
}

/** Pairs of words: 62 bits of a hash, and the number in the last two bits. A pair whose second word is 0 is free. */
interface Generation {
  words: Uint32Array;
  count: number;
  readonly since: number;
}

const FIRST_PAIRS = 256;

/**
 * Remembers texts by 62 bits of a hash, so that a text takes a few bytes and no digit of it is kept. Among 100,000 texts
 * one that was never set is taken for one of them in one case of 10^13. The hash has a seed of this process, so nobody
 * outside can look for two texts that share one.
 */
export function createFingerprints({ limit, maxAgeMs, now, onFull = () => {} }: FingerprintOptions): Fingerprints {
  const fresh = (): Generation => ({ words: new Uint32Array(2 * FIRST_PAIRS), count: 0, since: now() });
  // The older half is dropped at once, because single entries cannot be taken out of such a table.
  let recent = fresh();
  let older: Generation | undefined;
  const rotate = (isFull: boolean) => {
    const age = now() - recent.since;
    if (age < maxAgeMs && !isFull) return;
    if (age < maxAgeMs && older !== undefined && older.count > 0) onFull();
    older = age < 2 * maxAgeMs ? recent : undefined;
    recent = fresh();
  };
  const find = (first: number, second: number) =>
    Math.max(valueIn(recent, first, second), older === undefined ? 0 : valueIn(older, first, second));

  return {
    get(text) {
      if (recent.count === 0 && older === undefined) return 0;
      rotate(false);
      return find(...hashOf(text));
    },
    set(text, value) {
      rotate(recent.count >= limit);
      const [first, second] = hashOf(text);
      if (find(first, second) < value) put(recent, first, second, value);
    },
  };
}

/** The place of a hash in the words, or that of the free pair where it belongs. */
function placeOf(words: Uint32Array, first: number, second: number): number {
  const mask = words.length - 1;
  let place = (first << 1) & mask;
  while (words[place + 1] !== 0 && (words[place] !== first || ((words[place + 1] as number) & ~3) >>> 0 !== second)) {
    place = (place + 2) & mask;
  }
  return place;
}

function valueIn({ words }: Generation, first: number, second: number): number {
  return (words[placeOf(words, first, second) + 1] as number) & 3;
}

function put(generation: Generation, first: number, second: number, value: number): void {
  // At most half full, so that a search ends after a few steps.
  if (4 * (generation.count + 1) > generation.words.length) grow(generation);
  const { words } = generation;
  const place = placeOf(words, first, second);
  if (words[place + 1] === 0) generation.count += 1;
  words[place] = first;
  words[place + 1] = second | value;
}

function grow(generation: Generation): void {
  const old = generation.words;
  const words = new Uint32Array(2 * old.length);
  for (let at = 0; at < old.length; at += 2) {
    const [first = 0, packed = 0] = [old[at], old[at + 1]];
    if (packed === 0) continue;
    const place = placeOf(words, first, (packed & ~3) >>> 0);
    words[place] = first;
    words[place + 1] = packed;
  }
  generation.words = words;
}

// Made when first needed: some runtimes allow no randomness while a module loads.
let seeds: Uint32Array | undefined;

/** Two words of 32 bits; the last two bits of the second are free. After cyrb53, which is fast and spreads well. */
function hashOf(text: string): readonly [number, number] {
  seeds ??= crypto.getRandomValues(new Uint32Array(2));
  let [first = 0, second = 0] = seeds;
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    first = Math.imul(first ^ code, 2_654_435_761);
    second = Math.imul(second ^ code, 1_597_334_677);
  }
  first = Math.imul(first ^ (first >>> 16), 2_246_822_507) ^ Math.imul(second ^ (second >>> 13), 3_266_489_909);
  second = Math.imul(second ^ (second >>> 16), 2_246_822_507) ^ Math.imul(first ^ (first >>> 13), 3_266_489_909);
  return [first >>> 0, (second & ~3) >>> 0];
}
