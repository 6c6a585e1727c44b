import { type Accepted, maskPhone, type Outcome, printedAs, SmsError } from "@polysms/core";

/** The outcomes of one call to several recipients: one for each entry of `to`, in the same order. */
export interface Batch<Name extends string = string> extends Iterable<Outcome<Name>> {
  readonly outcomes: readonly Outcome<Name>[];
  /** How many outcomes have each status. */
  readonly counts: Readonly<Record<Outcome["status"], number>>;
  /** The outcomes with this status, with its type. */
  filter<Status extends Outcome["status"]>(status: Status): readonly Extract<Outcome<Name>, { status: Status }>[];
}

/** A promise of outcomes. They are values; `orThrow()` is for callers that prefer exceptions. */
export interface Sending<Result, Success = Result> extends Promise<Result> {
  /**
   * Resolves if nothing was rejected or is unknown. Otherwise rejects with the `SmsError` of the first recipient that
   * was rejected or is unknown; with several recipients its `mayHaveBeenSent` is `true` if any of them is unknown. A
   * single message that was skipped rejects with code `bad-request`.
   */
  orThrow(): Promise<Success>;
}

/**
 * The outcome, whose number is masked when it is printed with `console.log` or `util.inspect`. The full number stays in
 * `to` and in its JSON.
 */
export function maskedOutcome<Name extends string>(outcome: Outcome<Name>): Outcome<Name> {
  return printedAs(outcome, () => ({ ...outcome, to: maskPhone(outcome.to) }));
}

/** What `send` returns: one outcome for a single number, a batch for a list. */
export function toSending(
  to: unknown,
  outcomes: Promise<readonly Outcome[]>,
): Sending<Outcome, Accepted> | Sending<Batch> {
  if (Array.isArray(to)) {
    const batch: Promise<Batch> = outcomes.then(toBatch);
    return withOrThrow(batch, batchOrThrow);
  }
  const single: Promise<Outcome> = outcomes.then(([outcome]) => outcome as Outcome);
  return withOrThrow(single, acceptedOrThrow);
}

function toBatch(outcomes: readonly Outcome[]): Batch {
  const counts = { accepted: 0, rejected: 0, unknown: 0, skipped: 0 };
  for (const { status } of outcomes) counts[status] += 1;
  return {
    outcomes,
    counts,
    filter: (status) => outcomes.filter((outcome) => outcome.status === status) as never,
    [Symbol.iterator]: () => outcomes[Symbol.iterator](),
  };
}

function withOrThrow<Result, Success>(
  sending: Promise<Result>,
  succeed: (result: Result) => Success,
): Sending<Result, Success> {
  return Object.assign(sending, { orThrow: () => sending.then(succeed) });
}

function acceptedOrThrow(outcome: Outcome): Accepted {
  if (outcome.status === "accepted") return outcome;
  if (outcome.status !== "skipped") throw outcome.error;
  throw new SmsError("The message was skipped.", { code: "bad-request", mayHaveBeenSent: false });
}

function batchOrThrow(batch: Batch): Batch {
  const [first] = batch.outcomes.flatMap((outcome) => ("error" in outcome ? [outcome.error] : []));
  if (first === undefined) return batch;
  const { rejected, unknown } = batch.counts;
  throw new SmsError(
    `${rejected} rejected and ${unknown} unknown of ${batch.outcomes.length}; the first: ${first.message}`,
    {
      ...first,
      mayHaveBeenSent: unknown > 0,
      hint: "Await send without orThrow to get the outcome of every recipient.",
      cause: first,
    },
  );
}
