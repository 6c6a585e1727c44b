import { invalidInput } from "@polysms/core";
import type { StoreLimits } from "../concurrency/ask-store.ts";
import type { KeyedHash } from "../hashing/keyed-hash.ts";
import type { CampaignContext } from "./context.ts";
import type { CheckedCampaign } from "./input.ts";
import type { WrittenFile } from "./provider-files.ts";
import { type RowSets, readRowSet } from "./row-set.ts";

/**
 * Which rows are sent in a file, kept under the idempotency key of a campaign before anything is sent. The first launch
 * decides, and every later one follows it, whatever its route says: a row that may be in a file is never sent as a
 * message, and no row is added to a file. Contains no recipient and no text.
 */
interface Manifest {
  /** What must not change between launches. The text is a hash. */
  readonly settings: Readonly<Record<string, string | undefined>>;
  readonly files: readonly { readonly provider: string; readonly rows: string; readonly digest: string }[];
}

/** Days that the rows of a campaign are kept after its last activity. */
const KEEP_DAYS = 30;
export const KEEP_MS = KEEP_DAYS * 24 * 60 * 60 * 1_000;

type Files = ReadonlyMap<string, WrittenFile>;

/**
 * The files of a campaign: those of the first launch under the key. `write` makes them again if this launch would put
 * other rows into its files. Rejects with an `SmsError`, before anything is sent, if the campaign or the rows in the
 * files have changed.
 */
export async function filesOfFirstLaunch(
  context: CampaignContext,
  { key, limits }: { readonly key: string; readonly limits: StoreLimits },
  campaign: CheckedCampaign,
  files: Files,
  write: (sets: RowSets) => Promise<Files>,
): Promise<Files> {
  const { hash } = context;
  const current = manifestOf(key, campaign, files, hash);
  const kept = await keepManifest(context, key, current, limits);
  assertSameSettings(kept, current);
  if (JSON.stringify(kept.files) === JSON.stringify(current.files)) return files;
  const again = await write(new Map(kept.files.map(({ provider, rows }) => [provider, readRowSet(rows)])));
  const other = kept.files.find(({ provider, digest }) => hash(again.get(provider)?.digest ?? "") !== digest);
  if (other === undefined) return again;
  throw invalidInput("idempotencyKey", `was first used with other rows in the file for ${other.provider}.`, {
    hint: "Leave good rows as and where they were, fix bad ones where they are, and add new ones at the end. Nothing was sent.",
  });
}

function manifestOf(
  key: string,
  { rules, template, message }: CheckedCampaign,
  files: Files,
  hash: KeyedHash,
): Manifest {
  const { senderId, via } = message;
  return {
    settings: { text: hash("campaign", key, rules.text.written), template, senderId, via },
    files: [...files].map(([provider, { rows, digest }]) => ({ provider, rows: rows.toText(), digest: hash(digest) })),
  };
}

/** Keeps the manifest, or returns the one that an earlier launch kept. */
async function keepManifest(
  { notes }: CampaignContext,
  key: string,
  manifest: Manifest,
  limits: StoreLimits,
): Promise<Manifest> {
  const name = `${key}.files`;
  // A campaign whose rows the store has forgotten would be sent again as a whole. The manifest outlives them.
  if ((await notes.find(name, limits)) !== undefined && !(await notes.has(key, limits))) {
    throw invalidInput("idempotencyKey", `was last used more than ${KEEP_DAYS} days ago, so the rows are forgotten.`, {
      hint: "To send to everybody in the file again, use a new key. Nothing was sent.",
    });
  }
  await notes.touch(key, KEEP_MS, limits);
  const kept = await notes.keep(name, JSON.stringify(manifest), limits);
  if (kept !== undefined) return readManifest(kept);
  throw invalidInput("idempotencyKey", "is used by a launch that has not recorded which rows are sent in a file.", {
    hint: "If no such launch is running, nothing was sent under this key; use a new one.",
  });
}

function readManifest(text: string): Manifest {
  try {
    return JSON.parse(text) as Manifest;
  } catch {
    throw invalidInput("idempotencyKey", "has a record in the store that cannot be read; use a new key.", {
      code: "config",
    });
  }
}

function assertSameSettings(kept: Manifest, current: Manifest): void {
  const changed = ["text", "template", "senderId", "via"].filter(
    (name) => kept.settings[name] !== current.settings[name],
  );
  if (changed.length === 0) return;
  throw invalidInput("idempotencyKey", `was first used with another ${changed.join(" and another ")}.`, {
    hint: "Launch the rest of a campaign with the settings it was started with, and another campaign under a new key. Nothing was sent.",
  });
}
