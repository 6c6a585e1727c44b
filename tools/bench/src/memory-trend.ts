import { median, slope } from "./statistics.ts";

/** Memory during the work: how much was done, and the megabytes then. */
export type MemoryPoint = readonly [done: number, megabytes: number];

export interface MemoryTrend {
  readonly peakMegabytes: number;
  /** Memory at the end, divided by that after a quarter of the work, when the process has warmed up. */
  readonly growth: number;
  /** Of the last three quarters. */
  readonly megabytesPer100000: number;
}

export function memoryTrend(points: readonly MemoryPoint[], total: number): MemoryTrend {
  const settled = points.filter(([done]) => done >= total / 4);
  if (settled.length === 0) throw new RangeError("Memory was not sampled after the first quarter.");
  // Medians of a part at either end, because garbage comes and goes.
  const part = Math.ceil(settled.length / 6);
  return {
    peakMegabytes: points.reduce((peak, [, megabytes]) => Math.max(peak, megabytes), 0),
    growth: middle(settled.slice(-part)) / middle(settled.slice(0, part)),
    megabytesPer100000: slope(settled) * 100_000,
  };
}

function middle(points: readonly MemoryPoint[]): number {
  return median(points.map(([, megabytes]) => megabytes));
}
