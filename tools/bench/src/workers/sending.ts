import type { Send } from "./contender.ts";

/** How long to send for, and how many at once. */
export interface SendOrder {
  readonly concurrency: number;
  readonly milliseconds: number;
}

/** What became of an order. Processor time is that of the sending process alone. */
export interface SendSample {
  readonly count: number;
  readonly microsecondsPerSend: number;
  readonly processorMicrosecondsPerSend: number;
}

/** Sends until the time is over and what was begun has ended. `next` gives each send its number. */
export async function sendFor(
  send: Send,
  { concurrency, milliseconds }: SendOrder,
  next: () => number,
): Promise<SendSample> {
  let count = 0;
  const processor = process.cpuUsage();
  const begun = performance.now();
  const end = begun + milliseconds;
  const lane = async () => {
    do {
      await send(next());
      count++;
    } while (performance.now() < end);
  };
  await Promise.all(Array.from({ length: concurrency }, lane));
  const elapsed = performance.now() - begun;
  const { user, system } = process.cpuUsage(processor);
  return {
    count,
    microsecondsPerSend: (elapsed * 1000) / count,
    processorMicrosecondsPerSend: (user + system) / count,
  };
}
