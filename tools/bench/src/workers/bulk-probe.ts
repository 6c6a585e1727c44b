import "./loopback-only.ts";
import { monitorEventLoopDelay } from "node:perf_hooks";
import type { BulkContender } from "./bulk.ts";
import { type MemoryPoint, type MemoryTrend, memoryTrend } from "./memory-trend.ts";

/** What one run over all recipients was like. */
export interface BulkSample extends MemoryTrend {
  readonly perSecond: number;
  /** 99 of 100 times the event loop was not later than this. */
  readonly delayMs: number;
}

const [file = "", url = "", count = "0"] = process.argv.slice(2);
const { contender } = (await import(file)) as { contender: BulkContender };
const total = Number(count);

let done = 0;
const memory: MemoryPoint[] = [];
const look = () => memory.push([done, process.memoryUsage.rss() / 2 ** 20]);
const watch = setInterval(look, 20);
const delay = monitorEventLoopDelay({ resolution: 1 });
delay.enable();
const begun = performance.now();
await contender.sendAll(url, recipients(total), () => {
  done++;
});
const seconds = (performance.now() - begun) / 1000;
delay.disable();
clearInterval(watch);
look();
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
