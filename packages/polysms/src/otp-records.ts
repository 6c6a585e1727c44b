import { SmsError } from "@polysms/core";
import type { OtpLimit, OtpPlace, OtpStore } from "./otp-store.ts";

/** What is kept about the live code of one number. */
export interface OtpRecord {
  /** Seal of the ticket's id: tells the ticket of this code from any other. */
  readonly ticket: string;
  /** Seal of the code, or the name of the provider that keeps it. */
  readonly code: { readonly seal: string } | { readonly service: string };
  /** Milliseconds since 1970. */
  readonly expiresAt: number;
  readonly lifetimeMs: number;
}

/** The codes of a store, by hashed number. Each method rejects with an `SmsError` when the store fails. */
export function otpRecords(store: OtpStore) {
  const take = (key: string, limits: readonly OtpLimit[]) => asking(() => store.take(`polysms:otp:${key}`, limits));
  const once = async (key: string, count: number, { lifetimeMs }: OtpRecord) =>
    (await take(key, [{ count, windowMs: lifetimeMs }])).ok;
  return {
    admit: (number: string, limits: readonly OtpLimit[]): Promise<OtpPlace> => take(`starts:${number}`, limits),
    keep: (number: string, record: OtpRecord): Promise<void> =>
      asking(() => store.put(`polysms:otp:code:${number}`, JSON.stringify(record), record.lifetimeMs)),
    find: (number: string): Promise<OtpRecord | undefined> =>
      asking(async () => {
        const text = await store.get(`polysms:otp:code:${number}`);
        return typeof text === "string" ? (JSON.parse(text) as OtpRecord) : undefined;
      }),
    /** Takes one of the guesses at a code. The window is the code's life, so a guess never comes back. */
    guess: (record: OtpRecord, attempts: number) => once(`guesses:${record.ticket}`, attempts, record),
    /** Uses the code up: true for one caller. */
    use: (record: OtpRecord) => once(`used:${record.ticket}`, 1, record),
  };
}

async function asking<Result>(act: () => Promise<Result>): Promise<Result> {
  try {
    return await act();
  } catch (cause) {
    const problem = "The store of one-time codes failed, so nothing was sent and nothing approved.";
    throw new SmsError(problem, { code: "config", certainty: "not-accepted", cause });
  }
}
