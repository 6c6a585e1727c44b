import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { pause } from "../../src/concurrency/wait.ts";

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

describe("a pause", () => {
  it("may be longer than the longest timer", async () => {
    let ended = false;
    void pause(2 ** 31 + 10).then(() => {
      ended = true;
    });
    await vi.advanceTimersByTimeAsync(2 ** 31 + 9);
    expect(ended).toBe(false);
    await vi.advanceTimersByTimeAsync(1);
    expect(ended).toBe(true);
  });

  it("ends when the signal fires, and leaves no timer behind", async () => {
    const stop = new AbortController();
    const waiting = pause(Number.POSITIVE_INFINITY, stop.signal);
    stop.abort();
    await waiting;
    expect(vi.getTimerCount()).toBe(0);
    await pause(1_000, stop.signal);
    await pause(0);
    expect(vi.getTimerCount()).toBe(0);
  });
});
