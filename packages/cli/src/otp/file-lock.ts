import { mkdirSync, rmSync, statSync } from "node:fs";
import { setTimeout as pause } from "node:timers/promises";
import { usageError } from "../setup/usage-error.ts";

const TRIES = 100;
const RETRY_MS = 50;
const STALE_MS = 10_000;

/**
 * Runs `act` while no other process holds the lock. Waits up to 5 seconds for it, then rejects with a usage error. A lock
 * older than 10 seconds is taken over, because a process that was killed leaves its lock behind.
 */
export async function withFileLock<Result>(lock: string, now: () => number, act: () => Result): Promise<Result> {
  await acquire(lock, now);
  try {
    return act();
  } finally {
    rmSync(lock, { recursive: true, force: true });
  }
}

async function acquire(lock: string, now: () => number): Promise<void> {
  for (let tries = 0; tries < TRIES; tries++) {
    try {
      // Creating a folder is atomic: it fails if there is one.
      return mkdirSync(lock);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
    }
    const createdMs = statSync(lock, { throwIfNoEntry: false })?.mtimeMs;
    if (createdMs !== undefined && now() - createdMs > STALE_MS) rmSync(lock, { recursive: true, force: true });
    else await pause(RETRY_MS);
  }
  throw usageError(`${lock} is locked.`, "Delete it if no other polysms otp is running.");
}
