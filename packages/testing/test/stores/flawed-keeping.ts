import { type Create, changed, endOf, ruled } from "./reference-idempotency.ts";

const DAY_MS = 86_400_000;

/** Names or groups are the same if they are the same after the change. */
const confusing = (change: (text: string) => string): Create => {
  const ofGroup = (group: string | undefined) => (group === undefined ? null : change(group));
  return ruled({ idOf: ({ name, group }) => JSON.stringify([ofGroup(group), change(name)]), groupOf: change });
};

/** Records are something else when they come back. */
const altering = (change: (record: string) => string): Create =>
  changed((good) => ({
    finalize: (key, mark, record, keepMs, call) => good.finalize(key, mark, change(record), keepMs, call),
  }));

/** Stores with one flaw each in how long and how well they keep what they are given. */
export const flawedKeeping = {
  "forgetting pending keys after a day": ruled({
    isOver: (row, server) =>
      row.record === undefined ? row.reservedAt + DAY_MS <= server.now() : endOf(row, server) <= server.now(),
  }),
  "forgetting done keys after a day": ruled({
    isOver: (row, server) =>
      row.record !== undefined && Math.min(row.reservedAt + DAY_MS, endOf(row, server)) <= server.now(),
  }),
  "keeping done keys for ever": ruled({ isOver: () => false }),
  "counting from the reservation": changed((good, server) => ({
    async finalize(key, mark, record, keepMs, call) {
      const row = server.get(key);
      const age = row === undefined || keepMs === "until-forgotten" ? 0 : server.now() - row.reservedAt;
      return good.finalize(key, mark, record, keepMs === "until-forgotten" ? keepMs : keepMs - age, call);
    },
  })),
  "keeping an hour at least": changed((good) => ({
    finalize: (key, mark, record, keepMs, call) =>
      good.finalize(key, mark, record, keepMs === "until-forgotten" ? keepMs : keepMs + 3_600_000, call),
  })),
  "keeping a month where there is no end": changed((good) => ({
    finalize: (key, mark, record, keepMs, call) =>
      good.finalize(key, mark, record, keepMs === "until-forgotten" ? 30 * DAY_MS : keepMs, call),
  })),
  "showing no age": changed((good) => ({
    async find(key, call) {
      const found = await good.find(key, call);
      return found?.state === "pending" ? { ...found, ageMs: 0 } : found;
    },
  })),
  "showing seconds": changed((good) => ({
    async find(key, call) {
      const found = await good.find(key, call);
      return found?.state === "pending" ? { ...found, ageMs: found.ageMs / 1_000 } : found;
    },
  })),
  "taking the caller's clock": ruled({ clock: () => Date.now() }),
  "shortening records to 64 kB": altering((record) => record.slice(0, 65_535)),
  "trimming records": altering((record) => record.trim()),
  "changing line breaks": altering((record) => record.replaceAll("\r\n", "\n")),
  "composing records": altering((record) => record.normalize("NFC")),
  "keeping three bytes of a character": altering((record) => record.replaceAll(/[\u{10000}-\u{10ffff}]/gu, "?")),
  "comparing keys without case": confusing((text) => text.toLowerCase()),
  "composing keys": confusing((text) => text.normalize("NFC")),
  "trimming keys": confusing((text) => text.trim()),
  "shortening keys": confusing((text) => text.slice(0, 255)),
  "taking no name of Object for its own": confusing((text) => (text in {} ? "" : text)),
  "joining group and name": ruled({ idOf: ({ name, group }) => `${group === undefined ? "" : `${group}:`}${name}` }),
  "taking an empty group for none": changed((good) => {
    const plain = ({ name, group }: { name: string; group?: string | undefined }) => ({
      name,
      group: group || undefined,
    });
    return {
      find: (key, call) => good.find(plain(key), call),
      reserve: (key, mark, call) => good.reserve(plain(key), mark, call),
      finalize: (key, mark, record, keepMs, call) => good.finalize(plain(key), mark, record, keepMs, call),
      release: (key, mark, call) => good.release(plain(key), mark, call),
    };
  }),
} satisfies Readonly<Record<string, Create>>;
