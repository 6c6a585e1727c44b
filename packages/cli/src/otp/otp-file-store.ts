import { mkdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import type { OtpPlace, OtpStore, OtpTicket } from "polysms";
import { refuse } from "../setup/usage-error.ts";
import type { Terminal } from "../terminal/terminal.ts";

/** What `otp send` has to remember for `otp verify`, in a file that only this user can read. Holds no number. */
export interface OtpNotebook extends OtpStore {
  keepTicket(name: string, ticket: OtpTicket): Promise<void>;
  findTicket(name: string): Promise<Omit<OtpTicket, "to"> | undefined>;
}

interface Page {
  readonly values: Record<string, { readonly value: string; readonly until: number }>;
  readonly places: Record<string, { readonly times: readonly number[]; readonly until: number }>;
}

const TRIES = 100;
const TRY_MS = 50;
const STALE_MS = 10_000;

/** Codes sent through mocks are kept apart from real ones. */
export function otpNotebook({ env }: Pick<Terminal, "env">, mock: boolean, now = Date.now): OtpNotebook {
  const folder = env.POLYSMS_STATE_DIR ?? join(env.XDG_STATE_HOME ?? join(homedir(), ".local", "state"), "polysms");
  const path = join(folder, mock ? "otp-mock.json" : "otp.json");
  const lock = `${path}.lock`;

  /** Reads the page, changes it, and writes it in one go. Of several processes one does so at a time. */
  const turn = async <Result>(change: (page: Page) => Result): Promise<Result> => {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    await take(lock, now);
    try {
      const page = read(path, now());
      const result = change(page);
      writeFileSync(`${path}.new`, JSON.stringify(page), { mode: 0o600 });
      renameSync(`${path}.new`, path);
      return result;
    } finally {
      rmSync(lock, { recursive: true, force: true });
    }
  };
  const put = (key: string, value: string, lifetimeMs: number) =>
    turn(({ values }) => {
      values[key] = { value, until: now() + lifetimeMs };
    });
  const get = (key: string) => turn(({ values }) => values[key]?.value);
  return {
    put,
    get,
    take: (key, limits) =>
      turn(({ places }): OtpPlace => {
        const longest = Math.max(0, ...limits.map(({ windowMs }) => windowMs));
        const times = (places[key]?.times ?? []).filter((time) => time > now() - longest);
        const waits = limits.map(({ count, windowMs }) => {
          const inTheWay = times.at(-count);
          return inTheWay === undefined ? 0 : inTheWay + windowMs - now();
        });
        const retryAfterMs = Math.max(0, ...waits);
        if (retryAfterMs > 0) return { ok: false, limit: waits.indexOf(retryAfterMs), retryAfterMs };
        places[key] = { times: [...times, now()], until: now() + longest };
        return { ok: true };
      }),
    keepTicket: (name, { to: _, ...ticket }) =>
      put(`ticket:${name}`, JSON.stringify(ticket), Date.parse(ticket.expiresAt) - now()),
    async findTicket(name) {
      const text = await get(`ticket:${name}`);
      return text === undefined ? undefined : JSON.parse(text);
    },
  };
}

async function take(lock: string, now: () => number): Promise<void> {
  for (let tries = 0; tries < TRIES; tries++) {
    try {
      return mkdirSync(lock);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
    }
    // Whoever made it was killed: nobody needs it for seconds.
    const made = statSync(lock, { throwIfNoEntry: false })?.mtimeMs;
    if (made !== undefined && now() - made > STALE_MS) rmSync(lock, { recursive: true, force: true });
    else await pause(TRY_MS);
  }
  throw refuse(`${lock} is taken.`, "Delete it if no other polysms otp is running.");
}

function read(path: string, now: number): Page {
  let page: Page;
  try {
    page = JSON.parse(readFileSync(path, "utf8")) as Page;
  } catch {
    return { values: {}, places: {} };
  }
  for (const kept of [page.values, page.places]) {
    for (const [key, { until }] of Object.entries(kept)) if (until <= now) delete kept[key];
  }
  return page;
}
