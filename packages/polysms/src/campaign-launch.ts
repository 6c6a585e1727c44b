import { type E164, isSmsError, type Outcome, type SendCall, SmsError, unproven } from "@polysms/core";
import type { CheckedCampaign } from "./campaign-input.ts";
import { type CampaignPlan, checkedRows } from "./campaign-plan.ts";
import type { GoodRow } from "./campaign-rows.ts";
import { upload, writeUploads } from "./campaign-upload.ts";
import type { Gate } from "./gate.ts";
import type { Hooks } from "./hooks.ts";
import type { SendOnce } from "./idempotency.ts";
import { masked } from "./masked.ts";
import type { AnyProvider, LooseMessage } from "./message.ts";
import { learn, outcomeOf, type Recipient } from "./recipient.ts";
import { newReference, shortHash } from "./reference.ts";
import { streamOf } from "./stream.ts";

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
   * begun and never finished are `unknown`, and only the others are sent. After a restart that needs a `store` which
   * outlives the process.
   */
  readonly idempotencyKey?: string | undefined;
  /** Messages in flight at once, where each row is one; 16 unless told. */
  readonly concurrency?: number | undefined;
  /** Ends the campaign early: what is not yet sent stays unsent. */
  readonly signal?: AbortSignal | undefined;
  /** Milliseconds for each request to a provider; the provider's own setting unless told. */
  readonly timeoutMs?: number | undefined;
}

export interface CampaignParts {
  readonly providers: ReadonlyMap<string, AnyProvider>;
  readonly legsFor: (to: E164) => readonly string[];
  /** The text of a template. Throws an `SmsError` when there is none of this name. */
  readonly textOf: (template: unknown) => string;
  /** Sends one message as the facade does. */
  readonly send: (message: LooseMessage & { readonly to: E164 }, call: SendCall) => Promise<Outcome>;
  /** Sends once per idempotency key. */
  readonly once: SendOnce;
  readonly gate: Gate;
  readonly hooks?: Hooks | undefined;
  /** False sends every row as a message: what watches over messages does not see into a file. */
  readonly files?: boolean | undefined;
  readonly now?: (() => number) | undefined;
}

/** Uploads what goes by file, then yields the outcomes of those rows and sends the others. */
export async function* launchCampaign(
  plan: CampaignPlan,
  campaign: CheckedCampaign,
  parts: CampaignParts,
  { concurrency = 16, signal, timeoutMs, idempotencyKey: key }: LaunchOptions,
): AsyncGenerator<CampaignRow, void, undefined> {
  const { providers, hooks } = parts;
  const call = { signal, timeoutMs };
  const uploaded = new Map<string, Outcome>();
  for (const [name, file] of await writeUploads(campaign, plan, providers)) {
    const provider = providers.get(name);
    if (provider !== undefined) uploaded.set(name, await upload(provider, file, campaign, parts, { key, call }));
  }

  const { senderId, via } = campaign.message;
  const { names } = campaign.rules.text;
  const contentOf = ({ text, values }: GoodRow) =>
    campaign.template === undefined
      ? { text }
      : { template: campaign.template, vars: Object.fromEntries(names.map((name, index) => [name, values[index]])) };
  const sendRow = async (row: GoodRow): Promise<CampaignRow> => {
    const { to, provider } = row;
    const file = uploaded.get(provider);
    if (file !== undefined) return { row: row.row, outcome: outcomeOfUpload(to, file, hooks) };
    const idempotencyKey = key === undefined ? undefined : `${key}.${await shortHash(key, to)}`;
    try {
      const message = { to, ...contentOf(row), senderId, via, idempotencyKey };
      return { row: row.row, outcome: await parts.send(message, call) };
    } catch (error) {
      return { row: row.row, outcome: outcomeOfFailure(to, provider, error) };
    }
  };

  // Whatever ends the rows early must not end the stream of outcomes: those of rows in flight are still to come.
  let failure: unknown;
  async function* rows() {
    try {
      for await (const piece of checkedRows(campaign)) {
        for (const row of piece) {
          if ("problems" in row) continue;
          if (signal?.aborted && !uploaded.has(row.provider)) failure ??= abortedError();
          else yield row;
        }
      }
    } catch (error) {
      failure = error;
    }
  }
  yield* streamOf(rows(), sendRow, concurrency);
  if (failure !== undefined) throw failure;
}

function outcomeOfUpload(to: E164, outcome: Outcome, hooks?: Hooks): Outcome {
  const [attempt] = outcome.attempts;
  if (attempt !== undefined && outcome.replayed !== true) hooks?.attempt(to, attempt);
  const own = masked({ ...outcome, to });
  hooks?.outcomes([own]);
  return own;
}

// Bad input concerns its row alone. Anything else should not happen, and proves nothing.
function outcomeOfFailure(to: E164, provider: string, error: unknown): Outcome {
  const known = isSmsError(error) ? { verdict: error.certainty, error } : undefined;
  const recipient: Recipient = { to, attempts: [] };
  const details = { code: "unreadable-response", provider, cause: error } as const;
  learn(recipient, provider, known ?? unproven(`${provider}: the message was not sent to its end.`, details), {
    durationMs: 0,
  });
  return outcomeOf({ ...recipient, attempts: [] }, newReference());
}

function abortedError(): SmsError {
  return new SmsError("Aborted: rows whose outcome has not come were not sent.", {
    code: "aborted",
    certainty: "not-accepted",
  });
}
