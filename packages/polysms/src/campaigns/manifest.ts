import { type E164, invalidInput, type Outcome, SmsError } from "@polysms/core";
import { newReference, shortHash } from "../hashing/reference.ts";
import type { SendOnce } from "../idempotency/send-once.ts";
import type { CheckedCampaign } from "./input.ts";
import type { WrittenFile } from "./provider-files.ts";
import { type RowSets, readRowSet } from "./row-set.ts";

/**
 * Which rows travel in a file, kept under the idempotency key of a campaign before anything is sent. The first launch
 * decides, and every later one goes by that, whatever its route says: a row that may be in a file is never sent as a
 * message, and no other row is added to a file. Holds no recipient and no text.
 */
interface Manifest {
  /** What must not change from launch to launch. The text is a hash. */
  readonly settings: Readonly<Record<string, string | undefined>>;
  readonly files: readonly { readonly provider: string; readonly rows: string; readonly digest: string }[];
}

type Files = ReadonlyMap<string, WrittenFile>;

/**
 * Settles which files a campaign consists of: those of the first launch under the key. `write` makes the files of a
 * launch that goes by other rows than this one. Rejects with an `SmsError`, before anything is sent, when the campaign
 * is another one, or the rows in the files are others.
 */
export async function settleFiles(
  once: SendOnce,
  key: string,
  campaign: CheckedCampaign,
  files: Files,
  write: (sets: RowSets) => Promise<Files>,
): Promise<Files> {
  const mine = manifestOf(key, campaign, files);
  const kept = await keep(once, key, mine);
  assertSameSettings(kept, mine);
  if (JSON.stringify(kept.files) === JSON.stringify(mine.files)) return files;
  const again = await write(new Map(kept.files.map(({ provider, rows }) => [provider, readRowSet(rows)])));
  const other = kept.files.find(({ provider, digest }) => again.get(provider)?.digest !== digest);
  if (other === undefined) return again;
  throw invalidInput("idempotencyKey", `was first used with other rows in the file for ${other.provider}.`, {
    hint: "Leave good rows as and where they were: mend bad ones in their place, and add new ones at the end. Nothing was sent.",
  });
}

function manifestOf(key: string, { rules, template, message }: CheckedCampaign, files: Files): Manifest {
  const { senderId, via } = message;
  return {
    settings: { text: shortHash("polysms campaign", key, rules.text.written), template, senderId, via },
    files: [...files].map(([provider, { rows, digest }]) => ({ provider, rows: rows.toText(), digest })),
  };
}

/** Keeps the manifest, or gives the one that is kept already. */
async function keep(once: SendOnce, key: string, manifest: Manifest): Promise<Manifest> {
  // The store keeps outcomes, so this travels as one: an unknown, because these never expire by themselves.
  const outcome: Outcome = {
    status: "unknown",
    to: "" as E164,
    reference: newReference(),
    provider: JSON.stringify(manifest),
    error: new SmsError("Which rows of a campaign travel in a file.", { code: "aborted", mayHaveBeenSent: true }),
    attempts: [],
  };
  const { reference, to } = outcome;
  const sending = { key: `${key}.files`, payload: {}, to: [to], reference };
  await once(sending, async () => [outcome]);
  // Read back, because a store that failed to take it says nothing.
  const [kept] = await once(sending, async () => [outcome]);
  const text = kept?.status === "unknown" && kept.replayed === true ? kept.provider : "";
  if (text !== "") return JSON.parse(text) as Manifest;
  throw invalidInput("idempotencyKey", "has been taken by a launch that has not noted which rows travel in a file.", {
    hint: "If no such launch is running, nothing was sent under this key; use a new one.",
  });
}

function assertSameSettings(kept: Manifest, mine: Manifest): void {
  const changed = ["text", "template", "senderId", "via"].filter((name) => kept.settings[name] !== mine.settings[name]);
  if (changed.length === 0) return;
  throw invalidInput("idempotencyKey", `was first used with another ${changed.join(" and another ")}.`, {
    hint: "Launch the rest of a campaign with what it was begun with, and another campaign under a new key. Nothing was sent.",
  });
}
