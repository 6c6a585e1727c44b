import type { E164 } from "@polysms/core";

const SHARDS = 64;
const MAX_LOAD = 0.8;
const GROWTH = 1.5;

/** A set of phone numbers. */
export interface PhoneSet {
  readonly size: number;
  /** Bytes of its tables. */
  readonly bytes: number;
  /** Adds a number. Returns whether it is new. */
  add(phone: E164): boolean;
  has(phone: E164): boolean;
}

/**
 * An exact set of phone numbers that needs 10 to 15 bytes for each. A number of up to 15 digits fits into a double, so
 * the tables hold nothing else. There are many tables, so that growing copies only one of them at a time.
 */
export function createPhoneSet(): PhoneSet {
  const shards = Array.from({ length: SHARDS }, () => ({ slots: new Float64Array(16), used: 0 }));
  return {
    get size() {
      return shards.reduce((sum, { used }) => sum + used, 0);
    },
    get bytes() {
      return shards.reduce((sum, { slots }) => sum + slots.byteLength, 0);
    },
    has(phone) {
      const number = Number(phone.slice(1));
      const hash = hashOf(number);
      const slots = shards[hash % SHARDS]?.slots;
      return slots !== undefined && slots[slotOf(slots, number, hash)] === number;
    },
    add(phone) {
      const number = Number(phone.slice(1));
      const hash = hashOf(number);
      const shard = shards[hash % SHARDS];
      if (shard === undefined || !insert(shard.slots, number, hash)) return false;
      shard.used += 1;
      if (shard.used > shard.slots.length * MAX_LOAD) shard.slots = grown(shard.slots);
      return true;
    },
  };
}

function grown(slots: Float64Array): Float64Array<ArrayBuffer> {
  const larger = new Float64Array(Math.ceil(slots.length * GROWTH));
  for (const number of slots) if (number !== 0) insert(larger, number, hashOf(number));
  return larger;
}

/** Returns `false` if the number is already there. */
function insert(slots: Float64Array, number: number, hash: number): boolean {
  const at = slotOf(slots, number, hash);
  if (slots[at] === number) return false;
  slots[at] = number;
  return true;
}

/** The index of a number: its own slot, or the first free one after it. No number is 0, which marks a free slot. */
function slotOf(slots: Float64Array, number: number, hash: number): number {
  let at = Math.floor(hash / SHARDS) % slots.length;
  while (slots[at] !== 0 && slots[at] !== number) at = at + 1 === slots.length ? 0 : at + 1;
  return at;
}

// The numbers of a list are close to each other; multiplying and folding spreads them over 32 bits.
function hashOf(number: number): number {
  const high = Math.floor(number / 2 ** 32);
  let hash = Math.imul((number >>> 0) ^ Math.imul(high, 0x9e3779b1), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 15), 0xc2b2ae35);
  return (hash ^ (hash >>> 13)) >>> 0;
}
