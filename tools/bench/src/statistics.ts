/** The middle of many measurements, and the quartiles around it. */
export interface Summary {
  readonly median: number;
  readonly low: number;
  readonly high: number;
}

export function summarize(samples: readonly number[]): Summary {
  if (samples.length === 0) throw new RangeError("There is nothing to summarize.");
  const sorted = [...samples].sort((a, b) => a - b);
  return { median: quantile(sorted, 0.5), low: quantile(sorted, 0.25), high: quantile(sorted, 0.75) };
}

/** A value that every measurement would give again. */
export function exactly(value: number): Summary {
  return { median: value, low: value, high: value };
}

export function median(samples: readonly number[]): number {
  return summarize(samples).median;
}

/**
 * Compares round by round, because both sides of a round had the same machine: what slows it down for a while makes
 * both slower and the ratio no worse.
 */
export function ratios(samples: readonly number[], baseline: readonly number[]): number[] {
  if (samples.length !== baseline.length) throw new RangeError("Both must have been measured in every round.");
  return samples.map((sample, round) => sample / (baseline[round] as number));
}

/** Growth of y per unit of x: the slope of the line with the least squares. */
export function slope(points: readonly (readonly [x: number, y: number])[]): number {
  const mean = (at: 0 | 1) => points.reduce((sum, point) => sum + point[at], 0) / points.length;
  const [meanX, meanY] = [mean(0), mean(1)];
  const covariance = points.reduce((sum, [x, y]) => sum + (x - meanX) * (y - meanY), 0);
  const variance = points.reduce((sum, [x]) => sum + (x - meanX) ** 2, 0);
  return variance === 0 ? 0 : covariance / variance;
}

/** Of sorted samples, between neighbours in proportion. */
function quantile(sorted: readonly number[], share: number): number {
  const place = (sorted.length - 1) * share;
  const [below, above] = [sorted[Math.floor(place)] as number, sorted[Math.ceil(place)] as number];
  return below + (above - below) * (place - Math.floor(place));
}
