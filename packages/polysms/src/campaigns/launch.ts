import { invalidInput, isSmsError, type Outcome, type SmsError } from "@polysms/core";
import { abortedError, mapConcurrently } from "../concurrency/map-concurrently.ts";
import { shortHash } from "../hashing/reference.ts";
import type { CampaignContext } from "./context.ts";
import type { CheckedCampaign } from "./input.ts";
import { settleFiles } from "./manifest.ts";
import { checkedRows, type PlannedCampaign } from "./plan.ts";
import { writeFiles } from "./provider-files.ts";
import { outcomeOfFailure, outcomeOfUpload } from "./row-outcome.ts";
import { holderOf, type RowSets } from "./row-set.ts";
import type { GoodRow } from "./rows.ts";
import { fileCapability, upload } from "./upload.ts";

/** What became of one good row. */
export interface CampaignRow<Name extends string = string> {
  /** As a spreadsheet counts: the header is row 1. */
  readonly row: number;
  readonly outcome: Outcome<Name>;
}

export interface LaunchOptions {
  /** Sends the good rows of a file that has bad ones. Without it such a file is refused. */
  readonly skipBadRows?: boolean | undefined;
  /**
   * A name of yours for this launch: launched again with the same name, the file goes on where it stopped. Each row is
   * sent under a key made of the name and a hash of its number. Rows that were done replay their outcome, rows that were
   * begun and never finished are `unknown`, and only the others are sent: as long as the `store` keeps its keys, which is a
   * day for the one in memory. After a restart that needs a `store` which outlives the process.
   *
   * Which rows travel in a file is decided by the first launch, whatever the route says later. Bad rows may be mended and
   * new rows added at the end: they are sent as messages. When the text, `senderId` or `via` is another, or a row of a
   * file has changed or moved, the launch is refused before anything is sent.
   */
  readonly idempotencyKey?: string | undefined;
  /** Messages in flight at once, where each row is one; 16 unless told. */
  readonly concurrency?: number | undefined;
  /** Ends the campaign gently: no further row is begun, those in flight keep their outcomes, and then it throws. */
  readonly stop?: AbortSignal | undefined;
  /** Ends the campaign at once: what is in flight is `unknown`, what is not yet sent stays unsent. */
  readonly signal?: AbortSignal | undefined;
  /** Milliseconds for each request to a provider; the provider's own setting unless told. */
  readonly timeoutMs?: number | undefined;
}

/** Hands the files over, then yields the outcomes of their rows and sends the others as messages. */
export async function* launchCampaign(
  planned: PlannedCampaign,
  campaign: CheckedCampaign,
  context: CampaignContext,
  { concurrency = 16, stop, signal, timeoutMs, idempotencyKey: key }: LaunchOptions,
): AsyncGenerator<CampaignRow, void, undefined> {
  const { plan, chosen } = planned;
  const { pipeline, keepNote } = context;
  const { hooks } = pipeline.context;
  const call = { signal, timeoutMs };
  const isOver = () => signal?.aborted === true || stop?.aborted === true;
  const write = (sets: RowSets) => writeFiles(campaign, planned, sets, context.providers, signal);
  const ours = await write(new Map([...chosen].filter(([name]) => fileCapability(name, context) !== undefined)));
  const files =
    key === undefined
      ? ours
      : await pipeline.inFlight.run(async () => settleFiles(keepNote, key, campaign, ours, write));
  const inFiles = new Map([...files].map(([name, { rows }]) => [name, rows]));

  // Whatever ends a launch early must not lose outcomes: those of files and of rows in flight are still to come.
  let failure: unknown;
  const uploaded = new Map<string, Outcome>();
  for (const [name, written] of files) {
    if (isOver() || failure !== undefined) break;
    try {
      uploaded.set(name, await upload(name, written, campaign, context, { key, call }));
    } catch (error) {
      failure = error;
    }
  }

  const contentOf = contentFor(campaign);
  const { senderId, via } = campaign.message;
  const outcomeOfRow = async (row: GoodRow): Promise<Outcome | undefined> => {
    const { to, provider } = row;
    const file = uploaded.get(holderOf(inFiles, row.row) ?? "");
    if (file !== undefined) return outcomeOfUpload(to, file, hooks);
    const idempotencyKey = key === undefined ? undefined : `${key}.${shortHash(key, to)}`;
    try {
      const message = { to, ...contentOf(row), senderId, via, idempotencyKey };
      const [outcome] = await pipeline.send(message, call);
      return outcome;
    } catch (error) {
      // An earlier launch under the key may have sent it: to say rejected, the store has to be asked.
      if (key === undefined || !wasNotAsked(error)) return outcomeOfFailure(to, provider, error);
      failure ??= error;
      return undefined;
    }
  };
  async function* rows() {
    let good = 0;
    for await (const piece of checkedRows(campaign, (row) => holderOf(chosen, row))) {
      for (const row of piece) {
        if ("problems" in row) continue;
        good += 1;
        const file = holderOf(inFiles, row.row);
        if (file !== undefined && uploaded.has(file)) yield row;
        else if (isOver()) failure ??= abortedError();
        else if (failure === undefined) yield row;
      }
    }
    if (good !== plan.rows - plan.badRows) failure ??= changedError();
  }
  const each = async (good: GoodRow) => ({ row: good.row, outcome: await outcomeOfRow(good) });
  for await (const { row, outcome } of mapConcurrently(rows(), each, concurrency)) {
    if (outcome !== undefined) yield { row, outcome };
  }
  if (failure !== undefined) throw failure;
}

/** The store has failed or the facade is closed: nothing was sent to this row, nor will be to those behind it. */
function wasNotAsked(error: unknown): boolean {
  return isSmsError(error) && !error.mayHaveBeenSent && ["config", "aborted"].includes(error.code);
}

/** The text of a row, or its values where the text is a template. */
function contentFor({ template, rules }: CheckedCampaign) {
  const { names } = rules.text;
  return ({ text, values }: GoodRow) => {
    if (template === undefined) return { text };
    return { template, vars: Object.fromEntries(names.map((name, index) => [name, values[index]])) };
  };
}

function changedError(): SmsError {
  return invalidInput("file", "has changed while it was sent; rows whose outcome has not come were not sent.");
}
