import { type Attempt, checkFields, type E164, invalidInput, maskPhone, type Outcome } from "@polysms/core";

/** One request for one recipient, as a hook sees it: the number is masked, and there is no text. */
export interface AttemptEvent extends Attempt {
  readonly to: string;
  /** The one of the outcome, and of the delivery report. */
  readonly reference: string;
}

/** What became of one recipient, as a hook sees it. */
export interface OutcomeEvent {
  readonly to: string;
  readonly reference: string;
  readonly status: Outcome["status"];
  readonly provider?: string | undefined;
  readonly id?: string | undefined;
  readonly code?: string | undefined;
  readonly attempts: number;
  /** Set for the outcome of an earlier call with the same idempotency key: it has been told before. */
  readonly replayed?: boolean | undefined;
}

/** Functions called for every attempt and outcome. What a hook throws or rejects with is dropped: it cannot break a send. */
export interface Hooks {
  readonly onAttempt?: ((event: AttemptEvent) => unknown) | undefined;
  readonly onOutcome?: ((event: OutcomeEvent) => unknown) | undefined;
}

/** Fields first and message second, as pino has it. Numbers in the fields are masked. */
export interface Logger {
  debug(fields: object, message: string): void;
}

export interface HookCaller {
  attempt(to: E164, reference: string, attempt: Attempt): void;
  outcomes(outcomes: readonly Outcome[]): void;
}

/**
 * Hooks that write a line at level debug for every attempt and outcome, for `createSms({ hooks: [logHooks(pino())] })`.
 * Throws an `SmsError` with code `config` if the logger has no `debug`.
 */
export function logHooks(logger: Logger): Hooks {
  if (typeof logger?.debug !== "function") {
    throw invalidInput("logger", "must have a method debug(fields, message).", { code: "config" });
  }
  return {
    onAttempt: (event) => logger.debug(event, "sms attempt"),
    onOutcome: (event) => logger.debug(event, "sms outcome"),
  };
}

/** Calls every hook of the list, in its order. */
export function createHooks(list: readonly Hooks[]): HookCaller {
  if (!Array.isArray(list)) throw invalidInput("hooks", "must be a list: [logHooks(logger)].", { code: "config" });
  for (const [index, hooks] of list.entries()) {
    const field = `hooks[${index}]`;
    if (typeof hooks !== "object" || hooks === null) {
      throw invalidInput(field, "must be an object with onAttempt or onOutcome.", { code: "config" });
    }
    checkFields(hooks, ["onAttempt", "onOutcome"], { code: "config", inside: `${field}.` });
  }
  const onAttempts = list.flatMap(({ onAttempt }) => onAttempt ?? []);
  const onOutcomes = list.flatMap(({ onOutcome }) => onOutcome ?? []);
  return {
    attempt(to, reference, attempt) {
      for (const hook of onAttempts) call(hook, { to: maskPhone(to), reference, ...attempt });
    },
    outcomes(outcomes) {
      for (const hook of onOutcomes) for (const outcome of outcomes) call(hook, eventOf(outcome));
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
    // A hook watches; it has no say.
  }
}
