import { count } from "./table.ts";
import type { Terminal } from "./terminal.ts";

/** Shows the progress of a long task on standard error. */
interface Progress {
  /** `note` is printed after the numbers. */
  update(done: number, note?: string): void;
  /** Removes the progress line. */
  end(): void;
}

const REDRAW_MS = 100;
const PRINT_MS = 10_000;
const WIDTH = 24;

/** A bar that is redrawn on a terminal; elsewhere a line every ten seconds. */
export function createProgress(
  terminal: Terminal,
  total: number,
  unit: string,
  now = () => performance.now(),
): Progress {
  const startedAt = now();
  const intervalMs = terminal.redraws ? REDRAW_MS : PRINT_MS;
  let next = startedAt + intervalMs;
  let drawn = false;
  return {
    update(done, note = "") {
      const time = now();
      if (time < next) return;
      next = time + intervalMs;
      const perSecond = (done / (time - startedAt)) * 1_000;
      const left = perSecond > 0 ? `, ${duration(((total - done) / perSecond) * 1_000)} left` : "";
      const share = total === 0 ? 1 : Math.min(1, done / total);
      const numbers = `${count(done)} of ${count(total)} ${unit}, ${count(Math.round(perSecond))} a second${left}${note}`;
      if (!terminal.redraws) return terminal.err(`${numbers}\n`);
      const full = Math.round(share * WIDTH);
      drawn = true;
      const line = `${"█".repeat(full)}${"░".repeat(WIDTH - full)} ${Math.floor(share * 100)}% ${numbers}`;
      // A line that wraps could not be drawn over.
      terminal.err(`\r\u001b[2K${line.slice(0, terminal.columns - 1)}`);
    },
    end() {
      if (drawn) terminal.err("\r\u001b[2K");
      drawn = false;
    },
  };
}

/** A duration for people: `4.2 s`, `3 min 20 s`, `2 h 5 min`. */
export function duration(milliseconds: number): string {
  const seconds = milliseconds / 1_000;
  if (seconds < 59.5) return `${seconds < 9.95 ? seconds.toFixed(1) : Math.round(seconds)} s`;
  const minutes = Math.floor(Math.round(seconds) / 60);
  if (minutes < 60) return `${minutes} min ${Math.round(seconds) % 60} s`;
  return `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}
