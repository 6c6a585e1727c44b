import "./loopback-only.ts";
import type { PlanContender, PlanCount } from "./planning.ts";

/** What one reading of the file took, beyond a process that has only imported what it needs. */
export interface PlanSample extends PlanCount {
  readonly seconds: number;
  readonly megabytes: number;
}

const [contenderFile = "", file = ""] = process.argv.slice(2);
const { contender } = (await import(contenderFile)) as { contender: PlanContender };
const before = process.memoryUsage.rss();
// Not the peak that the system keeps: on Linux that begins with the process which started this one.
let peak = before;
const watch = setInterval(() => {
  peak = Math.max(peak, process.memoryUsage.rss());
}, 10);
const begun = performance.now();
const count = await contender.plan(file);
const seconds = (performance.now() - begun) / 1000;
clearInterval(watch);
const megabytes = (Math.max(peak, process.memoryUsage.rss()) - before) / 2 ** 20;
process.send?.({ ...count, seconds, megabytes } satisfies PlanSample);
process.disconnect();
