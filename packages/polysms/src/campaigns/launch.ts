import { invalidInput, isSmsError, type Outcome, SmsError } from "@polysms/core";
import { abortedError, mapConcurrently } from "../concurrency/map-concurrently.ts";
import { parkedErrorOf } from "../routing/parking.ts";
import type { CampaignContext } from "./context.ts";
import type { CheckedCampaign } from "./input.ts";
import { filesOfFirstLaunch, KEEP_MS } from "./manifest.ts";
import { checkedRows, type PlannedCampaign } from "./plan.ts";
import { writeFiles } from "./provider-files.ts";
import { outcomeOfFailure, outcomeOfUpload } from "./row-outcome.ts";
import { nameWithRow, type RowSets } from "./row-set.ts";
import type { GoodRow } from "./rows.ts";
import { fileCapability, upload } from "./upload.ts";

/** The outcome of one good row. */
export interface CampaignRow<Name extends string = string> {
  /** The row as a spreadsheet counts: the header is row 1. */
  readonly row: number;
  readonly outcome: Outcome<Name>;
}

/** The options of `launch`. */
export interface LaunchOptions {
  /** Sends the good rows of a file that has bad ones. Default `false`: such a file throws, and nothing is sent. */
  readonly skipBadRows?: boolean | undefined;
  /**
   * Your name for this launch. Launched again under the same name, the file continues where it stopped: rows that were
   * finished replay their outcome, rows that were started and never finished are `unknown`, and only the others are
   * sent. Each row has a key of its own, made of the name and a hash of its number. Rows are kept until 30 days after the
   * campaign's last activity, and a later launch throws an `SmsError` before anything is sent. To continue after a
   * restart, use a store that outlives the process.
   *
   * The first launch decides which rows are sent in a file, whatever the route says later. You may fix bad rows where
   * they are, and add new rows at the end: they are sent as messages. If the text, the template, `senderId` or `via`
   * differs, or if a row of a file has changed or moved, the launch throws an `SmsError` before anything is sent.
   */
  readonly idempotencyKey?: string | undefined;
  /** Messages in flight at the same time. Default 16. Rows in a file do not count. */
  readonly concurrency?: number | undefined;
  /** Ends the campaign gently: no further row is started, those in flight get their outcomes, and then it throws. */
  readonly stop?: AbortSignal | undefined;
  /** Ends the campaign at once: rows in flight are `unknown`, and rows that were not started are not sent. */
  readonly signal?: AbortSignal | undefined;
  /** Time limit for each request to a provider, in milliseconds. Default: the provider's own, which is 30,000. */
  readonly timeoutMs?: number | undefined;
}

/** Sends the files first, then yields the outcomes of their rows and sends the other rows as messages. */
export async function* launchCampaign(
  planned: PlannedCampaign,
  campaign: CheckedCampaign,
  context: CampaignContext,
  { concurrency = 16, stop, signal, timeoutMs, idempotencyKey: key }: LaunchOptions,
): AsyncGenerator<CampaignRow, void, undefined> {
  const { plan, chosen } = planned;
  const { pipeline, hash } = context;
  const { hooks } = pipeline.context;
  const call = { signal, timeoutMs };
  const scope = key === undefined ? undefined : { group: key, keepMs: KEEP_MS };
  const isOver = () => signal?.aborted === true || stop?.aborted === true;
  const write = (sets: RowSets) => writeFiles(campaign, planned, sets, context.providers, signal);
  const planFiles = await write(new Map([...chosen].filter(([name]) => fileCapability(name, context) !== undefined)));
  const files =
    key === undefined
      ? planFiles
      : await pipeline.inFlight.run(async () =>
          filesOfFirstLaunch(context, { key, limits: call }, campaign, planFiles, write),
        );
  const inFiles = new Map([...files].map(([name, { rows }]) => [name, rows]));

  // Whatever ends a launch early must not lose outcomes: those of files and of rows in flight still follow.
  let failure: unknown;
  const uploaded = new Map<string, Outcome>();
  for (const [name, written] of files) {
    if (isOver() || failure !== undefined) break;
    try {
      uploaded.set(name, await upload(name, written, campaign, context, { key, scope, call }));
    } catch (error) {
      failure = error;
    }
  }

  const contentOf = contentFor(campaign);
  const { senderId, via } = campaign.message;
  const outcomeOfRow = async (row: GoodRow): Promise<Outcome | undefined> => {
    const { to, provider } = row;
    const file = uploaded.get(nameWithRow(inFiles, row.row) ?? "");
    if (file !== undefined) return outcomeOfUpload(to, file, hooks);
    const idempotencyKey = key === undefined ? undefined : `${key}.${hash("row", key, to)}`;
    try {
      const message = { to, ...contentOf(row), senderId, via, idempotencyKey };
      const [outcome] = await pipeline.send(message, call, scope);
      const parked = outcome && parkedErrorOf(outcome);
      if (parked === undefined) return outcome;
      failure ??= pausedError(parked);
      return undefined;
    } catch (error) {
      // An earlier launch under the key may have sent this row, so it is rejected only if the store has been asked.
      if (key === undefined || !provesNothingSent(error)) return outcomeOfFailure(to, provider, error);
      failure ??= error;
      return undefined;
    }
  };
  async function* rows() {
    let good = 0;
    for await (const piece of checkedRows(campaign, (row) => nameWithRow(chosen, row))) {
      for (const row of piece) {
        if ("problems" in row) continue;
        good += 1;
        const file = nameWithRow(inFiles, row.row);
        if (file !== undefined && uploaded.has(file)) yield row;
        else if (isOver()) failure ??= abortedError();
        else if (failure === undefined) yield row;
      }
    }
    if (good !== plan.rows - plan.badRows) failure ??= changedError();
  }
  const sendRow = async (good: GoodRow) => ({ row: good.row, outcome: await outcomeOfRow(good) });
  for await (const { row, outcome } of mapConcurrently(rows(), sendRow, concurrency)) {
    if (outcome !== undefined) yield { row, outcome };
  }
  if (failure !== undefined) throw failure;
}

/** The store failed or the facade is closed: this row was not sent, and later ones will not be either. */
function provesNothingSent(error: unknown): boolean {
  return isSmsError(error) && error.mayHaveBeenSent === false && ["config", "aborted"].includes(error.code);
}

/** The only provider left cannot send: the rest of the rows would be rejected one by one. */
function pausedError({ code, provider, retryAfterMs, message }: SmsError): SmsError {
  return new SmsError(`${message} The campaign is paused: rows without an outcome were not sent.`, {
    code,
    provider,
    retryAfterMs,
    mayHaveBeenSent: false,
    hint: "Fix the account, then launch again under the same idempotencyKey; only the other rows are sent.",
  });
}

/** The text of a row, or its values if the campaign has a template. */
function contentFor({ template, rules }: CheckedCampaign) {
  const { names } = rules.text;
  return ({ text, values }: GoodRow) => {
    if (template === undefined) return { text };
    return { template, vars: Object.fromEntries(names.map((name, index) => [name, values[index]])) };
  };
}

function changedError(): SmsError {
  return invalidInput("file", "changed while it was being sent; rows without an outcome were not sent.");
}
