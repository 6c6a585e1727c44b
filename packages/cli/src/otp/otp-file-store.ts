import { mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";
import { type OtpPlace, type OtpStore, type OtpTicket, takePlace } from "polysms";
import type { Terminal } from "../terminal/terminal.ts";
import { withFileLock } from "./file-lock.ts";

/** What `otp send` remembers for `otp verify`, in a file that only this user can read. It contains no number. */
interface OtpFileStore extends OtpStore {
  keepTicket(name: string, ticket: OtpTicket): Promise<void>;
  findTicket(name: string): Promise<Omit<OtpTicket, "to"> | undefined>;
}

interface State {
  readonly values: Record<string, { readonly value: string; readonly until: number }>;
  readonly places: Record<string, { readonly times: readonly number[]; readonly until: number }>;
}

/** The store in `POLYSMS_STATE_DIR`. Codes that were sent through mocks are kept apart from real ones. */
export function otpFileStore({ env }: Pick<Terminal, "env">, mock: boolean, now = Date.now): OtpFileStore {
  const folder = env.POLYSMS_STATE_DIR ?? join(env.XDG_STATE_HOME ?? join(homedir(), ".local", "state"), "polysms");
  const path = join(folder, mock ? "otp-mock.json" : "otp.json");

  /** Reads the state, changes it and replaces the file, while no other process does. */
  const update = async <Result>(change: (state: State) => Result): Promise<Result> => {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    return withFileLock(`${path}.lock`, now, () => {
      const state = read(path, now());
      const result = change(state);
      writeFileSync(`${path}.new`, JSON.stringify(state), { mode: 0o600 });
      renameSync(`${path}.new`, path);
      return result;
    });
  };
  const put = (key: string, value: string, lifetimeMs: number) =>
    update(({ values }) => {
      values[key] = { value, until: now() + lifetimeMs };
    });
  const get = (key: string) => update(({ values }) => values[key]?.value);
  return {
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

/** The state without what has expired. A file that is missing or damaged counts as empty. */
function read(path: string, now: number): State {
  let state: State;
  try {
    state = JSON.parse(readFileSync(path, "utf8")) as State;
  } catch {
    return { values: {}, places: {} };
  }
  for (const entries of [state.values, state.places]) {
    for (const [key, { until }] of Object.entries(entries)) if (until <= now) delete entries[key];
  }
  return state;
}
