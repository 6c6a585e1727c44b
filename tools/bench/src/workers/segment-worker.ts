import { segmentCorpus } from "../segment-cases.ts";
import type { Count, SegmentContender } from "../segments.ts";

/** An order to a worker: measure how fast it counts, or count some texts. */
type SegmentOrder = { readonly milliseconds: number } | { readonly texts: readonly string[] };

const { contender } = (await import(process.argv[2] ?? "")) as { contender: SegmentContender };

process.on("message", (order: SegmentOrder) => {
  process.send?.("texts" in order ? order.texts.map(tryToCount) : microsecondsPerText(order.milliseconds));
});
process.once("disconnect", () => process.exit());
process.send?.("ready");

function microsecondsPerText(milliseconds: number): number {
  let counted = 0;
  let segments = 0;
  const started = performance.now();
  const end = started + milliseconds;
  do {
    for (const text of segmentCorpus) segments += contender.count(text).segments;
    counted += segmentCorpus.length;
  } while (performance.now() < end);
  // Used, so that the counting is not removed as dead code.
  if (!(segments > 0)) throw new Error("Nothing was counted.");
  return ((performance.now() - started) * 1000) / counted;
}

function tryToCount(text: string): Count | undefined {
  try {
    return contender.count(text);
  } catch {
    return undefined;
  }
}
