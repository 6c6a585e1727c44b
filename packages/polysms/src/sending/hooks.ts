import { type Attempt, checkFields, type E164, invalidInput, maskPhone, type Outcome } from "@polysms/core";
import type { HealthEvent } from "../routing/circuit-breaker.ts";

/** One request for one recipient, as hooks get it: without the text. */
export interface AttemptEvent extends Attempt {
  /** The number, masked. */
  readonly to: string;
  /** The reference of the outcome and of its delivery reports. */
  readonly reference: string;
}

/** The outcome for one recipient, as hooks get it: without the text. */
export interface OutcomeEvent {
  /** The number, masked. */
  readonly to: string;
  /** The reference of the outcome and of its delivery reports. */
  readonly reference: string;
  readonly status: Outcome["status"];
  /** The provider that took the message, or may have taken it. */
  readonly provider?: string | undefined;
  /** The provider's id for the message, if it was accepted. */
  readonly id?: string | undefined;
  /** The code of the error, if it was rejected or is unknown. */
  readonly code?: string | undefined;
  /** How many requests were made for this recipient. */
  readonly attempts: number;
  /**
   * Set for the outcome of an earlier call with the same idempotency key: `onOutcome` has already been called for it.
   */
  readonly replayed?: boolean | undefined;
}

/**
 * Functions called for every attempt, every outcome and every change of a provider's health. They are not awaited. What
 * a hook throws or rejects with is dropped, so that it cannot break a send.
 */
export interface Hooks {
  /** Called after each request, once for each of its recipients. */
  readonly onAttempt?: ((event: AttemptEvent) => unknown) | undefined;
  /** Called for each outcome of a call, after the last one is known. */
  readonly onOutcome?: ((event: OutcomeEvent) => unknown) | undefined;
  /**
   * Called when a provider's health changes: it does not answer, it is parked (`down`, with the code `auth` or
   * `insufficient-balance`), or it is healthy again.
   */
  readonly onHealth?: ((event: HealthEvent) => unknown) | undefined;
}

/** Takes the fields first and the message second, as pino does. */
export interface Logger {
  debug(fields: object, message: string): void;
}

/** Calls the hooks of a facade. Never throws. */
export interface HookCaller {
  attempt(to: E164, reference: string, attempt: Attempt): void;
  outcomes(outcomes: readonly Outcome[]): void;
  health(event: HealthEvent): void;
}

/**
 * Hooks that log every attempt, outcome and change of health at level debug, for
 * `createSms({ hooks: [logHooks(pino())] })`. Numbers are masked. Throws an `SmsError` with code `config` if the logger
 * has no `debug`.
 */
export function logHooks(logger: Logger): Hooks {
  if (typeof logger?.debug !== "function") {
    throw invalidInput("logger", "must have a method debug(fields, message).", { code: "config" });
  }
  return {
    onAttempt: (event) => logger.debug(event, "sms attempt"),
    onOutcome: (event) => logger.debug(event, "sms outcome"),
    onHealth: (event) => logger.debug(event, "sms provider health"),
  };
}

/** Calls every hook of the list, in order. Throws an `SmsError` with code `config` for a wrong list. */
export function createHooks(list: readonly Hooks[]): HookCaller {
  if (!Array.isArray(list)) throw invalidInput("hooks", "must be a list: [logHooks(logger)].", { code: "config" });
  for (const [index, hooks] of list.entries()) {
    const field = `hooks[${index}]`;
    if (typeof hooks !== "object" || hooks === null) {
      throw invalidInput(field, "must be an object with onAttempt, onOutcome or onHealth.", { code: "config" });
    }
    checkFields(hooks, ["onAttempt", "onOutcome", "onHealth"], { code: "config", inside: `${field}.` });
  }
  const onAttempts = list.flatMap(({ onAttempt }) => onAttempt ?? []);
  const onOutcomes = list.flatMap(({ onOutcome }) => onOutcome ?? []);
  const onHealths = list.flatMap(({ onHealth }) => onHealth ?? []);
  return {
    attempt(to, reference, attempt) {
      for (const hook of onAttempts) call(hook, { to: maskPhone(to), reference, ...attempt });
    },
    outcomes(outcomes) {
      for (const hook of onOutcomes) for (const outcome of outcomes) call(hook, eventOf(outcome));
    },
    health(event) {
      for (const hook of onHealths) call(hook, event);
    },
  };
}

function eventOf(outcome: Outcome): OutcomeEvent {
  const { to, reference, status, attempts } = outcome;
  return {
    to: maskPhone(to),
    reference,
    status,
    provider: "provider" in outcome ? outcome.provider : undefined,
    id: "id" in outcome ? outcome.id : undefined,
    code: "error" in outcome ? outcome.error.code : undefined,
    attempts: attempts.length,
    ...(outcome.replayed === true ? { replayed: true } : {}),
  };
}

function call<Event>(hook: (event: Event) => unknown, event: Event): void {
  try {
    Promise.resolve(hook(event)).catch(() => {});
  } catch {
    // A hook only watches: it must not break a send.
  }
}
