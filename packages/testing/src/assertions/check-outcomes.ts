import { type ErrorCode, maskPhone, type Outcome } from "@polysms/core";

/** What a matcher of vitest and jest returns: `message` says what was expected, and the contrary after a pass. */
export interface MatcherResult {
  readonly pass: boolean;
  message(): string;
}

/** One outcome of `sms.send`, or those of a batch. */
export type Outcomes = Outcome | { readonly outcomes: readonly Outcome[] };

/** Whether every outcome has the status, and for the reason if one is given. */
export function checkOutcomes(received: unknown, status: Outcome["status"], code?: ErrorCode): MatcherResult {
  const outcomes = outcomesIn(received);
  const wanted = code === undefined ? status : `${status} with ${code}`;
  if (typeof outcomes === "string")
    return { pass: false, message: () => `Expected an outcome that is ${wanted}. ${outcomes}` };
  const wrong = outcomes.filter((outcome) => !isAs(outcome, status, code));
  const pass = wrong.length === 0;
  const who = outcomes.length === 1 ? "the outcome" : pass ? "not every outcome" : "every outcome";
  const shown = pass ? outcomes : wrong;
  return {
    pass,
    message: () =>
      [`Expected ${who} ${pass && outcomes.length === 1 ? "not " : ""}to be ${wanted}, but got`, ...lines(shown)].join(
        "\n",
      ),
  };
}

function outcomesIn(received: unknown): readonly Outcome[] | string {
  if (received instanceof Promise) return "Got a promise: await it first.";
  const list: unknown =
    typeof received === "object" && received !== null && "outcomes" in received ? received.outcomes : [received];
  if (!Array.isArray(list) || !list.every(isOutcome)) return "Got something that is no outcome of polysms.";
  return list.length > 0 ? list : "Got a batch without outcomes.";
}

function isOutcome(value: unknown): value is Outcome {
  return typeof value === "object" && value !== null && "status" in value && "to" in value && "attempts" in value;
}

function isAs(outcome: Outcome, status: Outcome["status"], code: ErrorCode | undefined): boolean {
  return outcome.status === status && (code === undefined || ("error" in outcome && outcome.error.code === code));
}

const MOST_LINES = 10;

function lines(outcomes: readonly Outcome[]): string[] {
  const shown = outcomes.slice(0, MOST_LINES).map((outcome) => `  ${maskPhone(outcome.to)} ${stateOf(outcome)}`);
  return outcomes.length > MOST_LINES ? [...shown, `  and ${outcomes.length - MOST_LINES} more`] : shown;
}

function stateOf(outcome: Outcome): string {
  switch (outcome.status) {
    case "accepted":
      return `accepted by ${outcome.provider} as ${outcome.id}`;
    case "skipped":
      return `skipped: ${outcome.reason}`;
    default:
      return `${outcome.status} with ${outcome.error.code}: ${outcome.error.message}`;
  }
}
