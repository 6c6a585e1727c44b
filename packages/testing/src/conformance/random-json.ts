/** Returns numbers from 0 to below 1. The same seed gives the same numbers, so a failing case can be run again. */
export type Random = () => number;

/** Mulberry32. 32 bits of state are enough for a few thousand cases. */
export function seededRandom(seed: number): Random {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

function randomInteger(random: Random, below: number): number {
  return Math.floor(random() * below);
}

export function pick<Item>(random: Random, items: readonly [Item, ...Item[]]): Item {
  return items[randomInteger(random, items.length)] ?? items[0];
}

export function randomBytes(random: Random): Uint8Array<ArrayBuffer> {
  return Uint8Array.from({ length: randomInteger(random, 64) }, () => randomInteger(random, 256));
}

/** A random JSON value. Its field names are invented, so that it cannot be a documented answer by chance. */
export function randomJson(random: Random, depth = 3): unknown {
  const kinds = depth === 0 ? 5 : 7;
  switch (randomInteger(random, kinds)) {
    case 0:
      return null;
    case 1:
      return random() < 0.5;
    case 2:
      return pick(random, [0, -1, 1.5, 1e30, randomInteger(random, 2 ** 31)]);
    case 3:
      return pick(random, ["", "0", "true", "null", "accepted", "__proto__"]);
    case 4:
      return String.fromCharCode(...randomBytes(random));
    case 5:
      return Array.from({ length: randomInteger(random, 4) }, () => randomJson(random, depth - 1));
    default:
      return Object.fromEntries(
        Array.from({ length: randomInteger(random, 4) }, () => [
          pick(random, ["toString", "length", "constructor", `invented-${randomInteger(random, 9)}`]),
          randomJson(random, depth - 1),
        ]),
      );
  }
}

/** The value with one part replaced or left out, at any depth. */
export function spoil(random: Random, value: unknown): unknown {
  if (typeof value !== "object" || value === null || random() < 0.2) return randomJson(random, 1);
  const keys = Object.keys(value);
  if (keys.length === 0) return randomJson(random, 1);
  const key = pick(random, [keys[0] ?? "", ...keys.slice(1)]);
  const parts = Object.entries(value).map(([name, part]) => [name, name === key ? spoil(random, part) : part] as const);
  if (Array.isArray(value))
    return random() < 0.2 ? parts.slice(1).map(([, part]) => part) : parts.map(([, part]) => part);
  return Object.fromEntries(random() < 0.2 ? parts.filter(([name]) => name !== key) : parts);
}
