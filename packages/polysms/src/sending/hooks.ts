import { type Attempt, type E164, invalidInput, maskPhone, type Outcome, refuseUnknownFields } from "@polysms/core";

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

/** Told what happens, for logs and metrics. What a hook throws or rejects with is dropped: it cannot break a send. */
export interface HookOptions {
  readonly onAttempt?: ((event: AttemptEvent) => unknown) | undefined;
  readonly onOutcome?: ((event: OutcomeEvent) => unknown) | undefined;
}

/** Fields first and message second, as pino has it. Numbers in the fields are masked. */
export interface Logger {
  debug(fields: object, message: string): void;
}

export interface Hooks {
  attempt(to: E164, reference: string, attempt: Attempt): void;
  outcomes(outcomes: readonly Outcome[]): void;
}

export function createHooks(options: HookOptions, logger?: Logger): Hooks {
  refuseUnknownFields(options, ["onAttempt", "onOutcome"], { code: "config", inside: "hooks." });
  if (logger !== undefined && typeof logger.debug !== "function") {
    throw invalidInput("logger", "must have a method debug(fields, message).", { code: "config" });
  }
  const { onAttempt, onOutcome } = options;
  const listeners = <Event extends object>(hook: ((event: Event) => unknown) | undefined, message: string) => [
    ...(hook === undefined ? [] : [hook]),
    ...(logger === undefined ? [] : [(event: Event) => logger.debug(event, message)]),
  ];
  const onAttempts = listeners(onAttempt, "sms attempt");
  const onOutcomes = listeners(onOutcome, "sms outcome");
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
