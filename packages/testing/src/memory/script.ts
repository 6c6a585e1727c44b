import {
  type Capabilities,
  checkFields,
  type E164,
  type ErrorCode,
  errorCodes,
  invalidInput,
  isE164,
  type Phone,
  suggest,
} from "@polysms/core";

/** What polysms can ask of a provider. `otp` is both the start and the check of a code. */
export type MemoryOperation =
  | "send"
  | keyof Pick<Capabilities, "schedule" | "files" | "otp" | "balance" | "contacts" | "status">;

/** When a scripted answer applies. A narrower one comes before a wider one, and one with `times` before one without. */
export interface ScriptOptions {
  /** The recipients it applies to. Default: all. A file has one answer, so it ignores answers for single recipients. */
  readonly to?: Phone | readonly Phone[] | undefined;
  /** The number of requests it applies to. Default: all until `reset`. */
  readonly times?: number | undefined;
  /** The operation it applies to. Default: every operation that sends a message. */
  readonly on?: MemoryOperation | undefined;
  /** Milliseconds until the answer. `Infinity` never answers. Default 0. */
  readonly afterMs?: number | undefined;
}

/** When a scripted rejection applies, and what it says. */
export interface RejectOptions extends ScriptOptions {
  /** How long the provider asks to wait, in milliseconds. */
  readonly retryAfterMs?: number | undefined;
}

/** When a scripted `unknown` applies, and its code. */
export interface UnknownOptions extends ScriptOptions {
  /** The code of the error. Default `timeout`. */
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
  reject(code: ErrorCode, options?: RejectOptions): void;
  leaveUnknown(options?: UnknownOptions): void;
  /**
   * Takes the next answers. For a request that sends messages there is one for each of `to`, where `[undefined]` asks
   * for one that covers all recipients. For any other request there is one.
   */
  take(on: MemoryOperation, to?: readonly (E164 | undefined)[]): readonly ScriptedAnswer[];
  clear(): void;
}

const OPERATIONS: readonly string[] = [
  "send",
  "schedule",
  "files",
  "otp",
  "balance",
  "contacts",
  "status",
] satisfies MemoryOperation[];
const OPTIONS = ["to", "times", "on", "afterMs"];
const ACCEPTED: ScriptedAnswer = { status: "accepted", afterMs: 0 };

/** The answers that a test has asked for. Each method throws an `SmsError` that names the field if one is wrong. */
export function createScript(): Script {
  let entries: Entry[] = [];
  const add = (options: ScriptOptions, answer: ScriptedAnswer) => entries.push(entryFor(options, answer));
  return {
    accept(options = {}) {
      checkFields(options, OPTIONS);
      add(options, { status: "accepted", afterMs: options.afterMs ?? 0 });
    },
    reject(code, options = {}) {
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
  const highest = Math.max(...fitting.map(specificity));
  const best = fitting.filter((entry) => specificity(entry) === highest);
  // Answers with `times` are a queue; of those without, the last one applies.
  return best.find(({ left }) => left < Number.POSITIVE_INFINITY) ?? best.at(-1);
}

function specificity({ to, on }: Entry): number {
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
  if (on !== undefined && !OPERATIONS.includes(on)) {
    throw invalidInput("on", `is not an operation of a provider; ${suggest(on, OPERATIONS)}`);
  }
  return { answer, to: phones, on, left: times ?? Number.POSITIVE_INFINITY };
}

function checkCode(code: ErrorCode): ErrorCode {
  if (errorCodes.includes(code)) return code;
  throw invalidInput("code", `is not the code of an SmsError; ${suggest(String(code), errorCodes)}`);
}
