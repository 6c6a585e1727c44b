import { createHash, randomBytes } from "node:crypto";
import { readFileSync, readlinkSync } from "node:fs";
import { hostname } from "node:os";
import { usageError } from "../setup/usage-error.ts";

/** A process that has a journal open. */
export interface JournalOwner {
  readonly pid: number;
  /** When the process started, in the system's own units; `-` where the system does not say. */
  readonly started: string;
  readonly nonce: string;
  /** The machine and container in which the process id is valid, as a hash. */
  readonly machine: string;
}

/** Nonces of the journals that this process has open. */
const openHere = new Set<string>();

/** Each container counts as a machine, because it has its own process ids. */
const MACHINE = createHash("sha256").update(`${hostname()} ${pidNamespace()}`).digest("hex").slice(0, 16);

function pidNamespace(): string {
  try {
    return readlinkSync("/proc/self/ns/pid");
  } catch {
    return "";
  }
}

/** This process, with a nonce that is used for one opening of one journal. */
export function createOwner(): JournalOwner {
  const nonce = randomBytes(8).toString("hex");
  openHere.add(nonce);
  return { pid: process.pid, started: startOf(process.pid) ?? "-", nonce, machine: MACHINE };
}

/** Forgets that this process has a journal open. */
export function releaseOwner({ nonce }: JournalOwner): void {
  openHere.delete(nonce);
}

/** Whether the owner is on another machine or in another container, where its process cannot be looked up. */
export function isElsewhere({ machine }: JournalOwner): boolean {
  return machine !== MACHINE;
}

/** Throws a usage error if another process has the journal open. `takeOver` ignores owners on other machines. */
export function checkNotOwned(path: string, owners: readonly JournalOwner[], takeOver = false): void {
  const elsewhere = owners.find(isElsewhere);
  if (elsewhere !== undefined && !takeOver) {
    throw usageError(
      `${path} was opened on another machine or in another container and has not been closed.`,
      "Make sure that nothing there is still sending, then resume with --take-over.",
    );
  }
  const other = owners.find((owner) => !isElsewhere(owner) && isRunning(owner));
  if (other === undefined) return;
  throw usageError(`${path} is being written by process ${other.pid}.`, "Wait until that process has ended.");
}

/**
 * Whether the process that opened a journal is still running. A process that was killed could not record its end, and
 * another process may have its id by now. On Linux the start time tells the two apart.
 */
function isRunning({ pid, started, nonce }: JournalOwner): boolean {
  if (pid === process.pid) return openHere.has(nonce);
  try {
    process.kill(pid, 0);
  } catch (error) {
    // EPERM: it is running, and belongs to another user.
    if ((error as NodeJS.ErrnoException).code !== "EPERM") return false;
  }
  const start = startOf(pid);
  return start === undefined || started === "-" || start === started;
}

/** The start of a process in clock ticks; "gone" for one that has ended and was not collected by its parent. */
function startOf(pid: number): string | undefined {
  try {
    // The name of the program is in brackets and may itself contain spaces and brackets.
    const fields = readFileSync(`/proc/${pid}/stat`, "latin1").split(") ").at(-1)?.split(" ") ?? [];
    return fields[0] === "Z" ? "gone" : fields[19];
  } catch {
    return undefined;
  }
}
