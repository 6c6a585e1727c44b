import { mkdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { type OtpPlace, type OtpStore, type OtpTicket, takePlace } from "polysms";
import { replaceFile } from "../setup/create-file.ts";
import { diskError } from "../setup/disk-error.ts";
import { stateFolder } from "../setup/state-folder.ts";
import { usageError } from "../setup/usage-error.ts";
import type { Terminal } from "../terminal/terminal.ts";
import { withFileLock } from "./file-lock.ts";

/** What `otp send` remembers for `otp verify`, in a file that only this user can read. It contains no number. */
interface OtpFileStore extends OtpStore {
  /** Rejects with a usage error if the file is damaged or cannot be written. */
  check(): Promise<void>;
  keepTicket(name: string, ticket: OtpTicket): Promise<void>;
  findTicket(name: string): Promise<Omit<OtpTicket, "to"> | undefined>;
}

interface State {
  readonly values: Record<string, { readonly value: string; readonly until: number }>;
  readonly places: Record<string, { readonly times: readonly number[]; readonly until: number }>;
}

/** The store in `POLYSMS_STATE_DIR`. Codes that were sent through mocks are kept apart from real ones. */
export function otpFileStore({ env }: Pick<Terminal, "env">, mock: boolean, now = Date.now): OtpFileStore {
  const folder = stateFolder(env);
  const path = join(folder, mock ? "otp-mock.json" : "otp.json");

  /** Reads the state, changes it and replaces the file, while no other process does. */
  const update = async <Result>(change: (state: State) => Result): Promise<Result> => {
    try {
      mkdirSync(folder, { recursive: true, mode: 0o700 });
      return await withFileLock(`${path}.lock`, now, () => {
        const state = read(path, now());
        const result = change(state);
        replaceFile(path, JSON.stringify(state));
        return result;
      });
    } catch (error) {
      throw (error as NodeJS.ErrnoException).syscall === undefined ? error : diskError(path, error);
    }
  };
  const put = (key: string, value: string, lifetimeMs: number) =>
    update(({ values }) => {
      values[key] = { value, until: now() + lifetimeMs };
    });
  const get = (key: string) => update(({ values }) => values[key]?.value);
  return {
    check: () => update(() => {}),
    put,
    get,
    take: (key, limits) =>
      update(({ places }): OtpPlace => {
        const { place, times } = takePlace(places[key]?.times ?? [], limits, now());
        if (!place.ok) return place;
        const longestMs = Math.max(0, ...limits.map(({ windowMs }) => windowMs));
        places[key] = { times, until: now() + longestMs };
        return place;
      }),
    keepTicket: (name, { to: _, ...ticket }) =>
      put(`ticket:${name}`, JSON.stringify(ticket), Date.parse(ticket.expiresAt) - now()),
    async findTicket(name) {
      const text = await get(`ticket:${name}`);
      return text === undefined ? undefined : JSON.parse(text);
    },
  };
}

/**
 * The state without what has expired. A missing file counts as empty. Throws a usage error for one that cannot be read:
 * to start again from nothing would forget how many codes and guesses there were.
 */
function read(path: string, now: number): State {
  let text: string;
  try {
    text = readFileSync(path, "utf8");
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "ENOENT") throw error;
    return { values: {}, places: {} };
  }
  const state = parse(text);
  if (state === undefined) {
    throw usageError(
      `${path} is damaged, so it cannot be known which codes and guesses there were.`,
      "Restore it from a copy, or delete it: then codes that were sent before cannot be verified, and send a new one.",
    );
  }
  for (const entries of [state.values, state.places]) {
    for (const [key, { until }] of Object.entries(entries)) if (until <= now) delete entries[key];
  }
  return state;
}

function parse(text: string): State | undefined {
  try {
    const state = JSON.parse(text) as State;
    const { values, places } = state;
    const isUsable =
      isRecordOf(values, ({ value, until }) => typeof value === "string" && Number.isFinite(until)) &&
      isRecordOf(
        places,
        ({ times, until }) => Array.isArray(times) && times.every(Number.isFinite) && Number.isFinite(until),
      );
    return isUsable ? state : undefined;
  } catch {
    return undefined;
  }
}

function isRecordOf<Entry>(record: Readonly<Record<string, Entry>>, isRight: (entry: Entry) => boolean): boolean {
  return (
    typeof record === "object" && record !== null && !Array.isArray(record) && Object.values(record).every(isRight)
  );
}
