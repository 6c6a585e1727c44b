import { type StoreLimits, storeAccess } from "../concurrency/ask-store.ts";
import type { OtpLimit, OtpPlace, OtpStore } from "./store.ts";

const { ask: askStore, error: storeError } = storeAccess("OTP store", "nothing was sent or approved");

/** What is kept about one code. Its key is the HMAC of its ticket, which does not reveal the ticket's id. */
interface OtpRecord {
  readonly ticket: string;
  /** The HMAC of the code, or the name of the provider whose own service keeps it. */
  readonly code: { readonly hmac: string } | { readonly service: string };
  /** Milliseconds since 1970. */
  readonly expiresAt: number;
  readonly lifetimeMs: number;
}

/**
 * The codes in a store, for one call: each command ends within its limits. `number` is always a hash. Each method
 * rejects with an `SmsError` if the store fails or does not answer.
 */
export function otpRecords(store: OtpStore, within: StoreLimits) {
  const take = (key: string, limits: readonly OtpLimit[]) =>
    askStore(within, (call) => store.take(`polysms:otp:${key}`, limits, call));
  const put = (key: string, value: string, lifetimeMs: number) =>
    askStore(within, (call) => store.put(`polysms:otp:${key}`, value, lifetimeMs, call));
  const get = async (key: string): Promise<string | undefined> => {
    const value: unknown = await askStore(within, (call) => store.get(`polysms:otp:${key}`, call));
    return typeof value === "string" ? value : undefined;
  };
  // The window is the lifetime of the code, so a place that was taken never becomes free again.
  const takeForLife = async (key: string, count: number, { lifetimeMs }: OtpRecord) =>
    (await take(key, [{ count, windowMs: lifetimeMs }])).ok;
  const findLatest = async (number: string) => {
    const [last, before] = (await get(`latest:${number}`))?.split(" ") ?? [];
    return { last, before };
  };
  const wasRejected = async (ticket: string) => (await get(`rejected:${ticket}`)) !== undefined;
  return {
    /** Takes a start under every limit, or under none. */
    takeStart: (number: string, limits: readonly OtpLimit[]): Promise<OtpPlace> => take(`starts:${number}`, limits),
    /**
     * Makes this ticket the only valid one for the number, before its code is sent: a slow start never overtakes a
     * newer one. The valid ticket before it is kept as well, in case this one is rejected.
     */
    async setLatest(number: string, ticket: string, lifetimeMs: number) {
      const { last, before } = await findLatest(number);
      const valid = last !== undefined && (await wasRejected(last)) ? before : last;
      await put(`latest:${number}`, [ticket, valid].filter((one) => one !== undefined).join(" "), lifetimeMs);
    },
    findLatest,
    wasRejected,
    /** Proven that nobody got this code, so the one before it is valid again. */
    markRejected: (ticket: string, lifetimeMs: number) => put(`rejected:${ticket}`, "1", lifetimeMs),
    save: (record: OtpRecord) => put(`code:${record.ticket}`, JSON.stringify(record), record.lifetimeMs),
    async find(ticket: string): Promise<OtpRecord | undefined> {
      const text = await get(`code:${ticket}`);
      return text === undefined ? undefined : readRecord(text);
    },
    /** Takes one of the guesses at a code. False if there are none left. */
    takeGuess: (record: OtpRecord, attempts: number) => takeForLife(`guesses:${record.ticket}`, attempts, record),
    /** Uses the code up. True for one caller only. */
    takeUse: (record: OtpRecord) => takeForLife(`used:${record.ticket}`, 1, record),
  };
}

export type OtpRecords = ReturnType<typeof otpRecords>;

function readRecord(text: string): OtpRecord {
  try {
    const record = JSON.parse(text) as OtpRecord;
    const codeText = "hmac" in record.code ? record.code.hmac : record.code.service;
    const isValid = [record.ticket, codeText].every((part) => typeof part === "string") && record.expiresAt > 0;
    if (!isValid) throw new Error("This is not a record of a code.");
    return record;
  } catch (cause) {
    throw storeError("failed", cause);
  }
}
