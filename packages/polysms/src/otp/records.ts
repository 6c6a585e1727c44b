import { SmsError } from "@polysms/core";
import type { OtpLimit, OtpPlace, OtpStore } from "./store.ts";

/** What is kept about one code, under the seal of its ticket's id. */
export interface OtpRecord {
  readonly ticket: string;
  /** Seal of the code, or the name of the provider that keeps it. */
  readonly code: { readonly seal: string } | { readonly service: string };
  /** Milliseconds since 1970. */
  readonly expiresAt: number;
  readonly lifetimeMs: number;
}

/** The codes in a store. Numbers come hashed. Each method rejects with an `SmsError` when the store fails. */
export function otpRecords(store: OtpStore) {
  const take = (key: string, limits: readonly OtpLimit[]) => asking(() => store.take(`polysms:otp:${key}`, limits));
  const put = (key: string, value: string, lifetimeMs: number) =>
    asking(() => store.put(`polysms:otp:${key}`, value, lifetimeMs));
  const get = async (key: string): Promise<string | undefined> => {
    const value: unknown = await asking(() => store.get(`polysms:otp:${key}`));
    return typeof value === "string" ? value : undefined;
  };
  const once = async (key: string, count: number, { lifetimeMs }: OtpRecord) =>
    (await take(key, [{ count, windowMs: lifetimeMs }])).ok;
  const announced = async (number: string) => {
    const [last, before] = (await get(`latest:${number}`))?.split(" ") ?? [];
    return { last, before };
  };
  const isUnsent = async (ticket: string) => (await get(`unsent:${ticket}`)) !== undefined;
  return {
    admit: (number: string, limits: readonly OtpLimit[]): Promise<OtpPlace> => take(`starts:${number}`, limits),
    /**
     * Makes this ticket the only good one for the number, once and for all: a slow start never overtakes a newer one. The
     * good one before it is noted as well, for when this one turns out never to have been sent.
     */
    async announce(number: string, ticket: string, lifetimeMs: number) {
      const { last, before } = await announced(number);
      const good = last !== undefined && (await isUnsent(last)) ? before : last;
      await put(`latest:${number}`, [ticket, good].filter((one) => one !== undefined).join(" "), lifetimeMs);
    },
    announced,
    isUnsent,
    /** Proven that nobody got this code, so the one before it is good again. */
    withdraw: (ticket: string, lifetimeMs: number) => put(`unsent:${ticket}`, "1", lifetimeMs),
    keep: (record: OtpRecord) => put(`code:${record.ticket}`, JSON.stringify(record), record.lifetimeMs),
    async find(ticket: string): Promise<OtpRecord | undefined> {
      const text = await get(`code:${ticket}`);
      return text === undefined ? undefined : asking(async () => readRecord(text));
    },
    /** Takes one of the guesses at a code. The window is the code's life, so a guess never comes back. */
    guess: (record: OtpRecord, attempts: number) => once(`guesses:${record.ticket}`, attempts, record),
    /** Uses the code up: true for one caller. */
    use: (record: OtpRecord) => once(`used:${record.ticket}`, 1, record),
  };
}

export type OtpRecords = ReturnType<typeof otpRecords>;

function readRecord(text: string): OtpRecord {
  const record = JSON.parse(text) as OtpRecord;
  const known = "seal" in record.code ? record.code.seal : record.code.service;
  const fits = [record.ticket, known].every((part) => typeof part === "string") && record.expiresAt > 0;
  if (!fits) throw new Error("This is no record of a code.");
  return record;
}

async function asking<Result>(act: () => Promise<Result>): Promise<Result> {
  try {
    return await act();
  } catch (cause) {
    const problem = "The store of one-time codes failed, so nothing was sent and nothing approved.";
    throw new SmsError(problem, { code: "config", mayHaveBeenSent: false, cause });
  }
}
