import "../server/loopback-only.ts";
import type { Contender } from "../contender.ts";

/** What the start of a process costs. */
export interface ColdStart {
  /** Until there is a client. */
  readonly startMs: number;
  readonly startMegabytes: number;
  /** Until the first message was taken. */
  readonly firstMessageMs: number;
}

// The file of the contender is imported before the clock starts; what it needs to send is imported after that.
const [file = "", url = "", bundled] = process.argv.slice(2);
const { contender } = (await import(file)) as { contender: Contender };
const before = process.memoryUsage.rss();
const started = performance.now();
const send = await contender.connect(url, bundled);
const startMs = performance.now() - started;
const startMegabytes = (process.memoryUsage.rss() - before) / 2 ** 20;
await send(0);
const firstMessageMs = performance.now() - started;
// The parent ends this process, which would not end on its own while connections are kept open.
process.send?.({ startMs, startMegabytes, firstMessageMs } satisfies ColdStart);
