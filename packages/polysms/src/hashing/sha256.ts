/**
 * SHA-256 (FIPS 180-4) of a text as UTF-8, 32 bytes. Our own, because Web Crypto answers from another thread, and that
 * takes ten times as long as the hash of a message. It names messages; what is to withstand an attack uses Web Crypto.
 */
export function sha256(text: string): Uint8Array {
  const bytes = new TextEncoder().encode(text);
  // Whole blocks of 64 bytes: the text, one bit that ends it, and at the end how many bits it has.
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
    takeIn(state, words, rounds);
  }
  const digest = new DataView(new ArrayBuffer(32));
  for (let at = 0; at < 8; at++) digest.setInt32(at * 4, state[at] as number);
  return new Uint8Array(digest.buffer);
}

interface Constants {
  readonly start: Int32Array;
  readonly rounds: Int32Array;
}

// Made when they are first needed: half a millisecond that not every process has to spend.
let known: Constants | undefined;

/** Sections 5.3.3 and 4.2.2: the first 32 bits behind the point of what is the square or the cube root of a prime. */
function constants(): Constants {
  if (known !== undefined) return known;
  const primes: number[] = [];
  for (let n = 2; primes.length < 64; n++) if (primes.every((prime) => n % prime !== 0)) primes.push(n);
  const fraction = (root: number) => (root % 1) * 2 ** 32;
  known = {
    start: Int32Array.from(primes.slice(0, 8), (prime) => fraction(Math.sqrt(prime))),
    rounds: Int32Array.from(primes, (prime) => fraction(Math.cbrt(prime))),
  };
  return known;
}

/** Section 6.2.2: one block, whose first 16 words are given, into the state. */
function takeIn(state: Int32Array, words: Int32Array, rounds: Int32Array): void {
  for (let at = 16; at < 64; at++) {
    const early = words[at - 15] as number;
    const late = words[at - 2] as number;
    words[at] =
      (words[at - 16] as number) +
      (turn(early, 7) ^ turn(early, 18) ^ (early >>> 3)) +
      (words[at - 7] as number) +
      (turn(late, 17) ^ turn(late, 19) ^ (late >>> 10));
  }
  let [a, b, c, d, e, f, g, h] = state as unknown as [number, number, number, number, number, number, number, number];
  for (let at = 0; at < 64; at++) {
    const one =
      h +
      (turn(e, 6) ^ turn(e, 11) ^ turn(e, 25)) +
      ((e & f) ^ (~e & g)) +
      (rounds[at] as number) +
      (words[at] as number);
    const two = (turn(a, 2) ^ turn(a, 13) ^ turn(a, 22)) + ((a & b) ^ (a & c) ^ (b & c));
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

function turn(word: number, by: number): number {
  return (word >>> by) | (word << (32 - by));
}
