import "../server/loopback-only.ts";
import { monitorEventLoopDelay } from "node:perf_hooks";
import type { BulkContender } from "../bulk.ts";
import { type MemoryPoint, type MemoryTrend, memoryTrend } from "../memory-trend.ts";

/** The measurements of one run over all recipients. */
export interface BulkSample extends MemoryTrend {
  readonly perSecond: number;
  /** In 99 of 100 samples the event loop was at most this late. */
  readonly delayMs: number;
}

const [file = "", url = "", count = "0"] = process.argv.slice(2);
const { contender } = (await import(file)) as { contender: BulkContender };
const total = Number(count);

let done = 0;
const memory: MemoryPoint[] = [];
const sampleMemory = () => memory.push([done, process.memoryUsage.rss() / 2 ** 20]);
const sampling = setInterval(sampleMemory, 20);
const delay = monitorEventLoopDelay({ resolution: 1 });
delay.enable();
const started = performance.now();
await contender.sendAll(url, recipients(total), () => {
  done++;
});
const seconds = (performance.now() - started) / 1000;
delay.disable();
clearInterval(sampling);
sampleMemory();
if (done !== total) throw new Error(`${done} of ${total} were sent.`);

process.send?.({
  ...memoryTrend(memory, total),
  perSecond: total / seconds,
  delayMs: delay.percentile(99) / 1e6,
} satisfies BulkSample);
process.disconnect();

function* recipients(all: number): Generator<`+${bigint}`> {
  for (let index = 0; index < all; index++) yield `+2783${String(index).padStart(7, "0")}` as `+${bigint}`;
}
