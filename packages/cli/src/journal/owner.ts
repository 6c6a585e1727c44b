import { createHash, randomBytes } from "node:crypto";
import { readFileSync, readlinkSync } from "node:fs";
import { hostname } from "node:os";
import type { JournalHolder } from "./line.ts";

const mine = new Set<string>();

/** Where this process has its number: containers count for themselves, and so does every machine. */
const PLACE = createHash("sha256").update(`${hostname()} ${namespace()}`).digest("hex").slice(0, 16);

function namespace(): string {
  try {
    return readlinkSync("/proc/self/ns/pid");
  } catch {
    return "";
  }
}

/** This process, under a name that it uses once. */
export function newHolder(): JournalHolder {
  const nonce = randomBytes(8).toString("hex");
  mine.add(nonce);
  return { pid: process.pid, started: startOf(process.pid) ?? "-", nonce, place: PLACE };
}

export function release({ nonce }: JournalHolder): void {
  mine.delete(nonce);
}

/** Whether it is on another machine or in another container, where nobody here can tell what has become of it. */
export function isElsewhere({ place }: JournalHolder): boolean {
  return place !== PLACE;
}

/**
 * Whether a process that opened a journal is still there. One that was killed could not say so; another process may
 * have its number by now, which shows in its start where the system tells it (Linux).
 */
export function isThere({ pid, started, nonce }: JournalHolder): boolean {
  if (pid === process.pid) return mine.has(nonce);
  try {
    process.kill(pid, 0);
  } catch (error) {
    // It is there and somebody else's.
    if ((error as NodeJS.ErrnoException).code !== "EPERM") return false;
  }
  const start = startOf(pid);
  return start === undefined || started === "-" || start === started;
}

/** The start of a process in clock ticks; "gone" for one that has ended and was not collected by its parent. */
function startOf(pid: number): string | undefined {
  try {
    // The name of the program stands in brackets and may have spaces and brackets in it.
    const fields = readFileSync(`/proc/${pid}/stat`, "latin1").split(") ").at(-1)?.split(" ") ?? [];
    return fields[0] === "Z" ? "gone" : fields[19];
  } catch {
    return undefined;
  }
}
