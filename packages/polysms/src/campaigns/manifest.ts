import { invalidInput } from "@polysms/core";
import { shortHash } from "../hashing/reference.ts";
import type { KeepNote } from "../idempotency/notes.ts";
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

type Files = ReadonlyMap<string, WrittenFile>;

/**
 * The files of a campaign: those of the first launch under the key. `write` makes them again if this launch would put
 * other rows into its files. Rejects with an `SmsError`, before anything is sent, if the campaign or the rows in the
 * files have changed.
 */
export async function filesOfFirstLaunch(
  keepNote: KeepNote,
  key: string,
  campaign: CheckedCampaign,
  files: Files,
  write: (sets: RowSets) => Promise<Files>,
): Promise<Files> {
  const current = manifestOf(key, campaign, files);
  const kept = await keepManifest(keepNote, key, current);
  assertSameSettings(kept, current);
  if (JSON.stringify(kept.files) === JSON.stringify(current.files)) return files;
  const again = await write(new Map(kept.files.map(({ provider, rows }) => [provider, readRowSet(rows)])));
  const other = kept.files.find(({ provider, digest }) => again.get(provider)?.digest !== digest);
  if (other === undefined) return again;
  throw invalidInput("idempotencyKey", `was first used with other rows in the file for ${other.provider}.`, {
    hint: "Leave good rows as and where they were, fix bad ones where they are, and add new ones at the end. Nothing was sent.",
  });
}

function manifestOf(key: string, { rules, template, message }: CheckedCampaign, files: Files): Manifest {
  const { senderId, via } = message;
  return {
    settings: { text: shortHash("polysms campaign", key, rules.text.written), template, senderId, via },
    files: [...files].map(([provider, { rows, digest }]) => ({ provider, rows: rows.toText(), digest })),
  };
}

/** Keeps the manifest, or returns the one that an earlier launch kept. */
async function keepManifest(keepNote: KeepNote, key: string, manifest: Manifest): Promise<Manifest> {
  const kept = await keepNote(`${key}.files`, JSON.stringify(manifest));
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
