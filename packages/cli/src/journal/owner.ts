import { createHash, randomBytes, randomUUID } from "node:crypto";
import { mkdirSync, readFileSync, readlinkSync } from "node:fs";
import { hostname } from "node:os";
import { join } from "node:path";
import { createFile } from "../setup/create-file.ts";
import { diskError } from "../setup/disk-error.ts";
import { usageError } from "../setup/usage-error.ts";
import { startOf } from "./process-start.ts";

const UNKNOWN = "-";

/** A process that has a journal open. */
export interface JournalOwner {
  readonly pid: number;
  /** When the process started, in the system's own units; `-` where the system does not say. */
  readonly started: string;
  /** The system's name for the time since it was switched on; `-` where there is none. */
  readonly boot: string;
  /** The machine and container in which the process id is valid, as a hash. */
  readonly machine: string;
  /** Its name, for people. */
  readonly host: string;
  /** Made up for one opening of one journal. */
  readonly nonce: string;
}

/** Nonces of the journals that this process has open. */
const openHere = new Set<string>();

/** This process, which has the journal open from now on. `stateFolder` is for machines that have no id of their own. */
export function createOwner(stateFolder: string): JournalOwner {
  const nonce = randomBytes(8).toString("hex");
  const machine = machineOf(stateFolder);
  openHere.add(nonce);
  return {
    pid: process.pid,
    started: startOf(process.pid) ?? UNKNOWN,
    boot: readOrUndefined("/proc/sys/kernel/random/boot_id") ?? UNKNOWN,
    machine,
    host: hostname(),
    nonce,
  };
}

/** Forgets that this process has a journal open. */
export function releaseOwner({ nonce }: JournalOwner): void {
  openHere.delete(nonce);
}

/**
 * Throws a usage error if the owner of a journal may still be at it. `takeOver` says that it has ended; that is believed
 * where this machine cannot know better.
 */
export function checkHasEnded(path: string, owner: JournalOwner, self: JournalOwner, takeOver: boolean): void {
  const { pid, host } = owner;
  if (owner.machine !== self.machine) {
    if (takeOver) return;
    throw usageError(
      `${path} was opened by process ${pid} on ${host}, another machine or container, and has not been closed.`,
      `Make sure that nothing on ${host} is still sending, then resume with --take-over.`,
    );
  }
  const state = stateOf(owner, self);
  if (state === "ended" || (state === "same id" && takeOver)) return;
  throw usageError(
    `${path} is being written by process ${pid}.`,
    state === "running"
      ? "Wait until that process has ended."
      : "Wait until that process has ended. If it is another program, resume with --take-over.",
  );
}

/**
 * Whether the process that opened a journal is still running. One that was killed could not record its end, and another
 * process may have its id by now. Where the system tells neither starts nor boots, the two look the same.
 */
function stateOf({ pid, started, boot, nonce }: JournalOwner, self: JournalOwner): "running" | "ended" | "same id" {
  if (boot !== UNKNOWN && self.boot !== UNKNOWN && boot !== self.boot) return "ended";
  if (pid === process.pid) return openHere.has(nonce) ? "running" : "ended";
  try {
    process.kill(pid, 0);
  } catch (error) {
    // EPERM: it is running, and belongs to another user.
    if ((error as NodeJS.ErrnoException).code === "ESRCH") return "ended";
  }
  const start = startOf(pid);
  if (start === undefined || started === UNKNOWN) return start === "ended" ? "ended" : "same id";
  return start === started ? "running" : "ended";
}

/**
 * The machine's id, its name and its process ids as one hash: machines that were copied share their id, and containers
 * have process ids of their own. Any difference makes it another machine, which is the side on which nothing is sent.
 */
function machineOf(stateFolder: string): string {
  const id = readOrUndefined("/etc/machine-id") ?? readOrUndefined("/var/lib/dbus/machine-id") ?? madeUpId(stateFolder);
  return createHash("sha256").update(`${id} ${hostname()} ${pidNamespace()}`).digest("hex").slice(0, 16);
}

/** The id that was made up for a machine without one, such as a Mac, and kept. */
function madeUpId(folder: string): string {
  const path = join(folder, "machine-id");
  const known = readOrUndefined(path);
  if (known !== undefined) return known;
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    createFile(path, `${randomUUID()}\n`);
    return readFileSync(path, "utf8").trim();
  } catch (error) {
    throw diskError(path, error);
  }
}

function readOrUndefined(path: string): string | undefined {
  try {
    return readFileSync(path, "utf8").trim() || undefined;
  } catch {
    return undefined;
  }
}

function pidNamespace(): string {
  try {
    return readlinkSync("/proc/self/ns/pid");
  } catch {
    return "";
  }
}
