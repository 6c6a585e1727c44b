/**
 * SHA-256 (FIPS 180-4) of a text as UTF-8, 32 bytes. Implemented here because Web Crypto answers from another thread,
 * which takes ten times as long as hashing a message. It is for naming messages; what must withstand an attack uses Web
 * Crypto.
 */
export function sha256(data: string | Uint8Array): Uint8Array {
  const bytes = typeof data === "string" ? new TextEncoder().encode(data) : data;
  // Whole blocks of 64 bytes: the text, a 1 bit, zeros, and its length in bits at the end.
  const blocks = new DataView(new ArrayBuffer(Math.ceil((bytes.length + 9) / 64) * 64));
  new Uint8Array(blocks.buffer).set(bytes);
  blocks.setUint8(bytes.length, 0x80);
  blocks.setUint32(blocks.byteLength - 8, bytes.length / 2 ** 29);
  blocks.setUint32(blocks.byteLength - 4, bytes.length * 8);
  const { start, rounds } = constants();
  const state = start.slice();
  const words = new Int32Array(64);
  for (let block = 0; block < blocks.byteLength; block += 64) {
    for (let at = 0; at < 16; at++) words[at] = blocks.getInt32(block + at * 4);
    compress(state, words, rounds);
  }
  const digest = new DataView(new ArrayBuffer(32));
  for (let at = 0; at < 8; at++) digest.setInt32(at * 4, state[at] as number);
  return new Uint8Array(digest.buffer);
}

interface Constants {
  readonly start: Int32Array;
  readonly rounds: Int32Array;
}

// Made when first needed: half a millisecond that not every process has to spend.
let cached: Constants | undefined;

/** Sections 5.3.3 and 4.2.2: the first 32 bits of the fractional parts of square and cube roots of primes. */
function constants(): Constants {
  if (cached !== undefined) return cached;
  const primes: number[] = [];
  for (let n = 2; primes.length < 64; n++) if (primes.every((prime) => n % prime !== 0)) primes.push(n);
  const fraction = (root: number) => (root % 1) * 2 ** 32;
  cached = {
    start: Int32Array.from(primes.slice(0, 8), (prime) => fraction(Math.sqrt(prime))),
    rounds: Int32Array.from(primes, (prime) => fraction(Math.cbrt(prime))),
  };
  return cached;
}

/** Section 6.2.2: adds one block to the state. The first 16 words are the block; the others are computed here. */
function compress(state: Int32Array, words: Int32Array, rounds: Int32Array): void {
  for (let at = 16; at < 64; at++) {
    const early = words[at - 15] as number;
    const late = words[at - 2] as number;
    words[at] =
      (words[at - 16] as number) +
      (rotateRight(early, 7) ^ rotateRight(early, 18) ^ (early >>> 3)) +
      (words[at - 7] as number) +
      (rotateRight(late, 17) ^ rotateRight(late, 19) ^ (late >>> 10));
  }
  let [a, b, c, d, e, f, g, h] = state as unknown as [number, number, number, number, number, number, number, number];
  for (let at = 0; at < 64; at++) {
    const one =
      h +
      (rotateRight(e, 6) ^ rotateRight(e, 11) ^ rotateRight(e, 25)) +
      ((e & f) ^ (~e & g)) +
      (rounds[at] as number) +
      (words[at] as number);
    const two = (rotateRight(a, 2) ^ rotateRight(a, 13) ^ rotateRight(a, 22)) + ((a & b) ^ (a & c) ^ (b & c));
    h = g;
    g = f;
    f = e;
    e = (d + one) | 0;
    d = c;
    c = b;
    b = a;
    a = (one + two) | 0;
  }
  const mixed = [a, b, c, d, e, f, g, h];
  for (let at = 0; at < 8; at++) state[at] = (state[at] as number) + (mixed[at] as number);
}

function rotateRight(word: number, by: number): number {
  return (word >>> by) | (word << (32 - by));
}
