import type { Send } from "../contender.ts";

/** How long to send, and how many messages at the same time. */
export interface SendOrder {
  readonly concurrency: number;
  readonly milliseconds: number;
}

/** The result of an order. Processor time is that of the sending process alone. */
export interface SendSample {
  readonly count: number;
  readonly microsecondsPerSend: number;
  readonly processorMicrosecondsPerSend: number;
}

/** Sends until the time is over and every running send has ended. `next` gives each send its number. */
export async function sendFor(
  send: Send,
  { concurrency, milliseconds }: SendOrder,
  next: () => number,
): Promise<SendSample> {
  let count = 0;
  const processor = process.cpuUsage();
  const started = performance.now();
  const end = started + milliseconds;
  const sendInTurn = async () => {
    do {
      await send(next());
      count++;
    } while (performance.now() < end);
  };
  await Promise.all(Array.from({ length: concurrency }, sendInTurn));
  const elapsed = performance.now() - started;
  const { user, system } = process.cpuUsage(processor);
  return {
    count,
    microsecondsPerSend: (elapsed * 1000) / count,
    processorMicrosecondsPerSend: (user + system) / count,
  };
}
