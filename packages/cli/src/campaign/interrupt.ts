import type { Terminal } from "../terminal/terminal.ts";

/** What Ctrl-C does to a campaign. */
export interface InterruptHandler {
  readonly stopped: boolean;
  /** Aborted at the first Ctrl-C: no further row is sent. */
  readonly stopping: AbortSignal;
  /** Aborted at the second Ctrl-C: what is in flight is not waited for. */
  readonly abandoning: AbortSignal;
  /** From now on the first Ctrl-C waits for what is in flight. `clear` removes the progress line before a message. */
  startSending(clear: () => void): void;
  stop(): void;
  /** Stops listening for Ctrl-C. */
  remove(): void;
}

/** Listens for Ctrl-C: the first sends no more rows and waits for those in flight, the second does not wait. */
export function createInterruptHandler(terminal: Terminal): InterruptHandler {
  const stopping = new AbortController();
  const abandoning = new AbortController();
  let clear: (() => void) | undefined;
  const remove = terminal.onInterrupt(() => {
    clear?.();
    if (stopping.signal.aborted) abandoning.abort();
    else if (clear !== undefined) {
      terminal.err("Stopping: waiting for what is in flight. Press Ctrl-C again to stop waiting.\n");
    }
    stopping.abort();
  });
  return {
    get stopped() {
      return stopping.signal.aborted;
    },
    stopping: stopping.signal,
    abandoning: abandoning.signal,
    startSending(clearProgress) {
      clear = clearProgress;
    },
    stop: () => stopping.abort(),
    remove,
  };
}
