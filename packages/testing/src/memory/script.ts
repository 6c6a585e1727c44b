import {
  type Capabilities,
  checkFields,
  type E164,
  type ErrorCode,
  invalidInput,
  isE164,
  type Phone,
  suggest,
} from "@polysms/core";
import { ERROR_CODES } from "../conformance/check-report.ts";

/** What can be asked of a provider. `otp` is both the start and the check of a code. */
export type MemoryOperation =
  | "send"
  | keyof Pick<Capabilities, "schedule" | "files" | "otp" | "balance" | "contacts" | "status">;

/** When a scripted answer is given. A narrower one comes before a wider one, a counted one before one without end. */
export interface ScriptOptions {
  /** The recipients it is for; everybody unless told. A file has one answer, which is never for single recipients. */
  readonly to?: Phone | readonly Phone[] | undefined;
  /** The number of requests it is for; all of them until `reset` unless told. */
  readonly times?: number | undefined;
  /** What it answers; everything that sends a message unless told. */
  readonly on?: MemoryOperation | undefined;
  /** Milliseconds until it is given; 0 unless told. `Infinity` is no answer at all. */
  readonly afterMs?: number | undefined;
}

export interface RejectOptions extends ScriptOptions {
  /** How long the provider asks to wait, in milliseconds. */
  readonly retryAfterMs?: number | undefined;
}

export interface UnknownOptions extends ScriptOptions {
  /** Why nothing is known; `timeout` unless told. */
  readonly code?: ErrorCode | undefined;
}

export type ScriptedAnswer =
  | { readonly status: "accepted"; readonly afterMs: number }
  | {
      readonly status: "rejected" | "unknown";
      readonly code: ErrorCode;
      readonly retryAfterMs: number | undefined;
      readonly afterMs: number;
    };

interface Entry {
  readonly answer: ScriptedAnswer;
  readonly to: readonly string[] | undefined;
  readonly on: MemoryOperation | undefined;
  left: number;
}

export interface Script {
  accept(options?: ScriptOptions): void;
  refuse(code: ErrorCode, options?: RejectOptions): void;
  leaveUnknown(options?: UnknownOptions): void;
  /**
   * The answer for each recipient of one request that sends a message: `[undefined]` has one for all of them. One answer
   * for a request that sends none.
   */
  take(on: MemoryOperation, to?: readonly (E164 | undefined)[]): readonly ScriptedAnswer[];
  clear(): void;
}

const ASKED: readonly string[] = "send schedule files otp balance contacts status".split(" ");
const OPTIONS = ["to", "times", "on", "afterMs"];
const ACCEPTED: ScriptedAnswer = { status: "accepted", afterMs: 0 };

/** The answers that a test has asked for. Each method throws an `SmsError` that names a field that is wrong. */
export function createScript(): Script {
  let entries: Entry[] = [];
  const add = (options: ScriptOptions, answer: ScriptedAnswer) => entries.push(entryFor(options, answer));
  return {
    accept(options = {}) {
      checkFields(options, OPTIONS);
      add(options, { status: "accepted", afterMs: options.afterMs ?? 0 });
    },
    refuse(code, options = {}) {
      checkFields(options, [...OPTIONS, "retryAfterMs"]);
      const { retryAfterMs, afterMs = 0 } = options;
      add(options, { status: "rejected", code: checkCode(code), retryAfterMs, afterMs });
    },
    leaveUnknown(options = {}) {
      checkFields(options, [...OPTIONS, "code"]);
      const { code = "timeout", afterMs = 0 } = options;
      add(options, { status: "unknown", code: checkCode(code), retryAfterMs: undefined, afterMs });
    },
    take(on, to) {
      const used = (to ?? [undefined]).map((phone) => choose(entries, on, to !== undefined, phone));
      for (const entry of new Set(used)) if (entry !== undefined) entry.left -= 1;
      return used.map((entry) => entry?.answer ?? ACCEPTED);
    },
    clear() {
      entries = [];
    },
  };
}

function choose(
  entries: readonly Entry[],
  on: MemoryOperation,
  sends: boolean,
  phone: string | undefined,
): Entry | undefined {
  const fitting = entries.filter(
    (entry) =>
      entry.left > 0 &&
      (entry.on === undefined ? sends : entry.on === on) &&
      (entry.to === undefined || (phone !== undefined && entry.to.includes(phone))),
  );
  const narrowest = Math.max(...fitting.map(narrowness));
  const narrow = fitting.filter((entry) => narrowness(entry) === narrowest);
  // Counted answers are a queue; of those without end the last one holds.
  return narrow.find(({ left }) => left < Number.POSITIVE_INFINITY) ?? narrow.at(-1);
}

function narrowness({ to, on }: Entry): number {
  return (to === undefined ? 0 : 2) + (on === undefined ? 0 : 1);
}

function entryFor({ to, times, on, afterMs = 0 }: ScriptOptions, answer: ScriptedAnswer): Entry {
  const phones = to === undefined ? undefined : [to].flat();
  const wrong = phones?.findIndex((phone) => !isE164(phone)) ?? -1;
  if (wrong !== -1) {
    throw invalidInput(Array.isArray(to) ? `to[${wrong}]` : "to", "must be an E.164 number such as +254712345678.");
  }
  if (times !== undefined && !(Number.isInteger(times) && times >= 1)) {
    throw invalidInput("times", "must be a whole number of at least 1.");
  }
  if (!(afterMs >= 0)) throw invalidInput("afterMs", "must be a number of milliseconds, 0 or more.");
  if (on !== undefined && !ASKED.includes(on)) {
    throw invalidInput("on", `is nothing that a provider is asked for; ${suggest(on, ASKED)}`);
  }
  return { answer, to: phones, on, left: times ?? Number.POSITIVE_INFINITY };
}

function checkCode(code: ErrorCode): ErrorCode {
  if (ERROR_CODES.includes(code)) return code;
  throw invalidInput("code", `is not the code of an SmsError; ${suggest(String(code), ERROR_CODES)}`);
}
