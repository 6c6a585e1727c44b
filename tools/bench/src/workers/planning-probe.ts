import "../server/loopback-only.ts";
import type { PlanContender, PlanCount } from "../planning.ts";

/** What one plan of the file cost, beyond a process that has only imported what it needs. */
export interface PlanSample extends PlanCount {
  readonly seconds: number;
  readonly megabytes: number;
}

const [contenderFile = "", file = ""] = process.argv.slice(2);
const { contender } = (await import(contenderFile)) as { contender: PlanContender };
const before = process.memoryUsage.rss();
// Not the peak that the system reports: on Linux that starts with the memory of the parent process.
let peak = before;
const sampling = setInterval(() => {
  peak = Math.max(peak, process.memoryUsage.rss());
}, 10);
const started = performance.now();
const count = await contender.plan(file);
const seconds = (performance.now() - started) / 1000;
clearInterval(sampling);
const megabytes = (Math.max(peak, process.memoryUsage.rss()) - before) / 2 ** 20;
process.send?.({ ...count, seconds, megabytes } satisfies PlanSample);
process.disconnect();
