/** How much later than its signal a call may end: a busy machine is not the store's fault. */
const GRACE_MS = 1_000;

export const MINUTE_MS = 60_000;
export const HOUR_MS = 60 * MINUTE_MS;
export const YEAR_MS = 365 * 24 * HOUR_MS;

/** The signal of a call that nobody ends. Each call has one of its own, because stores listen to it. */
export function quietSignal(): AbortSignal {
  return new AbortController().signal;
}

/** Fails if a call has not ended, with an answer or an error, soon after its signal fired. Resolves to how it ended. */
export async function endOf(
  what: string,
  call: (signal: AbortSignal) => Promise<unknown>,
  abort: "before" | "after",
): Promise<"answered" | "rejected"> {
  const controller = new AbortController();
  if (abort === "before") controller.abort();
  const end = (async () => call(controller.signal))().then(
    () => "answered" as const,
    () => "rejected" as const,
  );
  // By then the call is waiting for its answer.
  await new Promise((resolve) => setImmediate(resolve));
  controller.abort();
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<never>((_, reject) => {
    const error = new Error(`${what} did not end within ${GRACE_MS} ms of its signal.`);
    timer = setTimeout(() => reject(error), GRACE_MS);
  });
  return Promise.race([end, late]).finally(() => clearTimeout(timer));
}

/** Runs a call on a machine whose clock is off by so many milliseconds. */
export async function withSkewedClock<Value>(ms: number, run: () => Promise<Value>): Promise<Value> {
  const { Date: RealDate } = globalThis;
  class SkewedDate extends RealDate {
    constructor(...parts: ConstructorParameters<typeof Date> | []) {
      if (parts.length === 0) super(RealDate.now() + ms);
      else super(...(parts as ConstructorParameters<typeof Date>));
    }
    static override now(): number {
      return RealDate.now() + ms;
    }
  }
  globalThis.Date = SkewedDate as DateConstructor;
  try {
    return await run();
  } finally {
    globalThis.Date = RealDate;
  }
}
