import "./loopback-only.ts";
import type { Contender } from "./contender.ts";

/** What a new process pays. */
export interface ColdStart {
  /** Until there is a client. */
  readonly startMs: number;
  readonly startMegabytes: number;
  /** Until the first message was taken. */
  readonly firstMessageMs: number;
}

// The contender's own file is there before the clock runs; what it needs to send is imported after.
const [file = "", url = "", bundled] = process.argv.slice(2);
const { contender } = (await import(file)) as { contender: Contender };
const before = process.memoryUsage.rss();
const begun = performance.now();
const send = await contender.connect(url, bundled);
const startMs = performance.now() - begun;
const startMegabytes = (process.memoryUsage.rss() - before) / 2 ** 20;
await send(0);
const firstMessageMs = performance.now() - begun;
// Whoever asked ends this process; connections that are kept open would not let it end by itself.
process.send?.({ startMs, startMegabytes, firstMessageMs } satisfies ColdStart);
