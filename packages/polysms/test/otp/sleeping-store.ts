import { afterEach, beforeEach, expect, vi } from "vitest";
import { memoryOtpStore, type OtpStore } from "../../src/otp/store.ts";
import { deferred } from "../deferred.ts";
import { startTime } from "./setup.ts";

/** Fakes only the timers: Web Crypto answers in its own time. */
export function fakeTimers() {
  beforeEach(() => {
    vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
  });
  afterEach(() => {
    vi.useRealTimers();
  });
}

type Method = "take" | "put" | "get";
export type Command = (...args: unknown[]) => Promise<unknown>;

/** A store in memory that stops at the first command like this one, and answers when `wake` is called. */
export function sleepingStore(method: Method, part: string) {
  const memory = memoryOtpStore({ now: () => startTime });
  const asked = deferred();
  const awake = deferred();
  const signals: AbortSignal[] = [];
  let isArmed = true;
  const work = memory[method] as Command;
  const store: OtpStore = {
    ...memory,
    async [method](...args: unknown[]) {
      if (isArmed && String(args[0]).includes(part)) {
        isArmed = false;
        signals.push((args.at(-1) as { signal: AbortSignal }).signal);
        asked.resolve();
        await awake.promise;
      }
      return work(...args);
    },
  };
  return { memory, store, asked: asked.promise, signals, wake: awake.resolve };
}

/** Whether the promise is settled, once everything that does not need a timer has happened. */
export async function isSettled(promise: Promise<unknown>): Promise<boolean> {
  let settled = false;
  const done = () => {
    settled = true;
  };
  promise.then(done, done);
  for (let turn = 0; turn < 20; turn++) await new Promise((resolve) => setImmediate(resolve));
  return settled;
}

/** Checks that the promise settles when so many milliseconds have passed, and not sooner. */
export async function settlesAfter<Result>(ms: number, promise: Promise<Result>): Promise<Result> {
  promise.catch(() => {});
  await vi.advanceTimersByTimeAsync(ms - 1);
  expect(await isSettled(promise)).toBe(false);
  await vi.advanceTimersByTimeAsync(1);
  return promise;
}
