import { inspect, isDeepStrictEqual } from "node:util";

/** Fails unless the two are equal, values and types. `what` is the subject of the message. */
export function assertSame(actual: unknown, expected: unknown, what: string): void {
  if (isDeepStrictEqual(actual, expected)) return;
  throw new Error(`${what} is ${shown(actual)} instead of ${shown(expected)}.`);
}

export function assertBetween(actual: unknown, least: number, most: number, what: string): void {
  if (typeof actual === "number" && actual >= least && actual <= most) return;
  throw new Error(`${what} is ${shown(actual)}; it must be a number from ${least} to ${most}.`);
}

/** The values are made here, so they are safe to show. */
function shown(value: unknown): string {
  return inspect(value, { depth: 4, maxStringLength: 80, maxArrayLength: 6, breakLength: Number.POSITIVE_INFINITY });
}
