import { type ErrorCode, maskPhone, type Outcome } from "@polysms/core";

/** What a matcher of vitest or jest returns. `message` says what was expected; after a pass, what `.not` expected. */
export interface MatcherResult {
  readonly pass: boolean;
  message(): string;
}

/** One outcome of `sms.send`, or a batch of them. */
export type Outcomes = Outcome | { readonly outcomes: readonly Outcome[] };

/** Whether every outcome has the status, and the code if there is one. */
export function checkOutcomes(received: unknown, status: Outcome["status"], code?: ErrorCode): MatcherResult {
  const outcomes = outcomesIn(received);
  const wanted = code === undefined ? status : `${status} with ${code}`;
  if (typeof outcomes === "string")
    return { pass: false, message: () => `Expected an outcome that is ${wanted}. ${outcomes}` };
  const wrong = outcomes.filter((outcome) => !matches(outcome, status, code));
  const pass = wrong.length === 0;
  const subject = outcomes.length === 1 ? "the outcome" : pass ? "not every outcome" : "every outcome";
  const shown = pass ? outcomes : wrong;
  return {
    pass,
    message: () =>
      [
        `Expected ${subject} ${pass && outcomes.length === 1 ? "not " : ""}to be ${wanted}, but got`,
        ...lines(shown),
      ].join("\n"),
  };
}

function outcomesIn(received: unknown): readonly Outcome[] | string {
  if (received instanceof Promise) return "Got a promise: await it first.";
  const list: unknown =
    typeof received === "object" && received !== null && "outcomes" in received ? received.outcomes : [received];
  if (!Array.isArray(list) || !list.every(isOutcome)) return "Got something that is not an outcome of polysms.";
  return list.length > 0 ? list : "Got a batch without outcomes.";
}

function isOutcome(value: unknown): value is Outcome {
  return typeof value === "object" && value !== null && "status" in value && "to" in value && "attempts" in value;
}

function matches(outcome: Outcome, status: Outcome["status"], code: ErrorCode | undefined): boolean {
  return outcome.status === status && (code === undefined || ("error" in outcome && outcome.error.code === code));
}

const MAX_LINES = 10;

function lines(outcomes: readonly Outcome[]): string[] {
  const shown = outcomes.slice(0, MAX_LINES).map((outcome) => `  ${maskPhone(outcome.to)} ${describe(outcome)}`);
  return outcomes.length > MAX_LINES ? [...shown, `  and ${outcomes.length - MAX_LINES} more`] : shown;
}

function describe(outcome: Outcome): string {
  switch (outcome.status) {
    case "accepted":
      return `accepted by ${outcome.provider} as ${outcome.id}`;
    case "skipped":
      return `skipped: ${outcome.reason}`;
    default:
      return `${outcome.status} with ${outcome.error.code}: ${outcome.error.message}`;
  }
}
