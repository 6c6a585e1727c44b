import { type E164, type Outcome, SmsError, type SmsErrorDetails } from "@polysms/core";
import { maskedOutcome } from "../sending/outcomes.ts";

/** An outcome as a store keeps it: JSON without the number. */
export function toRecord({ to: _, replayed: __, ...outcome }: Outcome): string {
  return JSON.stringify(outcome);
}

/** The outcome of a record, replayed for this recipient. Throws an `SmsError` if the record cannot be read. */
export function fromRecord(record: string, to: E164): Outcome {
  const { error, ...rest } = readRecord(record);
  const revived = error === undefined ? {} : { error: new SmsError(error.message, error) };
  return maskedOutcome({ ...rest, ...revived, to, replayed: true } as Outcome);
}

type KeptOutcome = Omit<Outcome, "to"> & { error?: SmsErrorDetails & { message: string } };

const STATUSES: readonly unknown[] = ["accepted", "rejected", "unknown", "skipped"];

function readRecord(record: string): KeptOutcome {
  try {
    const kept = JSON.parse(record) as KeptOutcome;
    if (STATUSES.includes(kept.status)) return kept;
  } catch {
    // Said below.
  }
  throw new SmsError("The idempotency store holds a record that cannot be read; the message may have been sent.", {
    code: "config",
    mayHaveBeenSent: true,
  });
}
