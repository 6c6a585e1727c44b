import { type E164, type Outcome, SmsError, type SmsErrorDetails } from "@polysms/core";
import { maskedOutcome } from "../sending/outcomes.ts";

/** Outcomes as the store keeps them: JSON without the numbers. */
export function toRecord(outcomes: readonly Outcome[]): string {
  return JSON.stringify(outcomes.map(({ to: _, ...rest }) => rest));
}

/** The outcomes of a record, replayed for the recipients of this call. Throws an `SmsError` if it cannot be read. */
export function fromRecord(record: string, to: readonly E164[]): Outcome[] {
  const kept = readRecord(record);
  return to.map((phone, index) => {
    const { error, ...rest } = kept[index] ?? {};
    const revived = error === undefined ? {} : { error: new SmsError(error.message, error) };
    return maskedOutcome({ ...rest, ...revived, to: phone, replayed: true } as Outcome);
  });
}

type KeptOutcome = Omit<Outcome, "to"> & { error?: SmsErrorDetails & { message: string } };

function readRecord(record: string): readonly KeptOutcome[] {
  try {
    return JSON.parse(record) as readonly KeptOutcome[];
  } catch {
    throw new SmsError("The idempotency store holds a record that cannot be read; the message may have been sent.", {
      code: "config",
      mayHaveBeenSent: true,
    });
  }
}
