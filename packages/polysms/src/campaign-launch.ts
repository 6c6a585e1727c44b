import { type E164, isSmsError, type Outcome, type SendCall, SmsError, unproven } from "@polysms/core";
import type { CheckedCampaign } from "./campaign-input.ts";
import { type CampaignPlan, checkedRows } from "./campaign-plan.ts";
import type { GoodRow } from "./campaign-rows.ts";
import { type Uploaded, upload, writeUploads } from "./campaign-upload.ts";
import type { Hooks } from "./hooks.ts";
import type { AnyProvider } from "./message.ts";
import { learn, outcomeOf, type Recipient } from "./recipient.ts";
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
  /** Sends one message as the facade does. */
  readonly send: (
    message: { readonly to: E164; readonly text: string; readonly senderId?: string; readonly via?: string },
    call: SendCall,
  ) => Promise<Outcome>;
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
  { concurrency = 16, signal, timeoutMs }: LaunchOptions,
): AsyncGenerator<CampaignRow, void, undefined> {
  const { providers, hooks, now = () => performance.now() } = parts;
  const call = { signal, timeoutMs };
  const uploaded = new Map<string, Uploaded>();
  for (const [name, file] of await writeUploads(campaign, plan, providers)) {
    const provider = providers.get(name);
    if (provider !== undefined) uploaded.set(name, await upload(provider, file, campaign, call, now));
  }

  const { senderId, via } = campaign.message;
  const message = { ...(senderId === undefined ? {} : { senderId }), ...(via === undefined ? {} : { via }) };
  const sendRow = async ({ row, to, text, provider }: GoodRow): Promise<CampaignRow> => {
    const file = uploaded.get(provider);
    if (file !== undefined) return { row, outcome: outcomeOfUpload(to, provider, file, hooks) };
    try {
      return { row, outcome: await parts.send({ to, text, ...message }, call) };
    } catch (error) {
      return { row, outcome: outcomeOfFailure(to, provider, error) };
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

function outcomeOfUpload(to: E164, provider: string, { verdict, attempt }: Uploaded, hooks?: Hooks): Outcome {
  const recipient: Recipient = { to, attempts: [] };
  const made = learn(recipient, provider, verdict, attempt);
  hooks?.attempt(to, made);
  const outcome = outcomeOf(recipient, undefined);
  hooks?.outcomes([outcome]);
  return outcome;
}

// Bad input concerns its row alone. Anything else should not happen, and proves nothing.
function outcomeOfFailure(to: E164, provider: string, error: unknown): Outcome {
  const known = isSmsError(error) ? { verdict: error.certainty, error } : undefined;
  const recipient: Recipient = { to, attempts: [] };
  const details = { code: "unreadable-response", provider, cause: error } as const;
  learn(recipient, provider, known ?? unproven(`${provider}: the message was not sent to its end.`, details), {
    durationMs: 0,
  });
  return outcomeOf({ ...recipient, attempts: [] }, undefined);
}

function abortedError(): SmsError {
  return new SmsError("Aborted: rows whose outcome has not come were not sent.", {
    code: "aborted",
    certainty: "not-accepted",
  });
}
