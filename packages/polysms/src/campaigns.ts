import {
  type E164,
  invalidInput,
  isSmsError,
  type Outcome,
  refuseUnknownFields,
  type SendCall,
  SmsError,
} from "@polysms/core";
import { canReadAgain } from "./campaign-file.ts";
import { type CampaignInput, type CheckedCampaign, checkCampaign } from "./campaign-input.ts";
import { type CampaignPlan, checkedRows, planCampaign } from "./campaign-plan.ts";
import type { GoodRow } from "./campaign-rows.ts";
import { type Uploaded, upload, writeUploads } from "./campaign-upload.ts";
import type { Hooks } from "./hooks.ts";
import { masked } from "./masked.ts";
import type { AnyProvider } from "./message.ts";
import { learn, outcomeOf, type Recipient } from "./recipient.ts";
import { checkConcurrency, streamOf } from "./stream.ts";

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

/** A text of its own for everybody in a file. */
export interface CampaignsMember<Name extends string = string> {
  /**
   * Reads a file once and says what is wrong with each bad row, what the good ones cost and where they would go. Sends
   * nothing. Needs 10 to 15 bytes of memory for each number, to find duplicates, and nothing else that grows with the
   * file. Rejects with an `SmsError` for bad input and for a file that cannot be read.
   */
  plan(
    input: CampaignInput<Name>,
    options?: { readonly signal?: AbortSignal | undefined },
  ): Promise<CampaignPlan<Name>>;
  /**
   * Sends what was planned, and yields the outcome of each good row as it comes. Nothing is sent before the first is
   * asked for, and no more when nobody asks. Rows that go to a provider which takes files travel in one file and share
   * its verdict; that file is in memory while it is sent, and it does not fail over. The others are messages. Throws an
   * `SmsError` for a plan with bad rows (see `skipBadRows`), and for a file that was a stream, which cannot be read
   * again. Given an input in place of a plan, it plans first. After an abort it yields what was sent, then throws.
   */
  launch(
    plan: CampaignPlan<Name> | CampaignInput<Name>,
    options?: LaunchOptions,
  ): AsyncIterable<CampaignRow<Name>, void, undefined>;
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

export function createCampaigns(parts: CampaignParts): CampaignsMember {
  const names = [...parts.providers.keys()];
  const planned = new WeakMap<CampaignPlan, CheckedCampaign>();
  const check = (input: CampaignInput) => checkCampaign(input, names, parts.legsFor);
  const plan = async (campaign: CheckedCampaign, signal?: AbortSignal) => {
    const made = await planCampaign(campaign, (name) => parts.files !== false && takesFiles(parts, name), signal);
    planned.set(made, campaign);
    return made;
  };

  async function* run(made: CampaignPlan | undefined, campaign: CheckedCampaign, options: LaunchOptions) {
    const ready = made ?? (await plan(campaign, options.signal));
    assertSendable(ready, options);
    yield* launch(ready, campaign, parts, options);
  }
  return {
    plan: async (input, { signal } = {}) => plan(check(input), signal),
    launch(given, options = {}) {
      refuseUnknownFields(options, ["skipBadRows", "concurrency", "signal", "timeoutMs"]);
      checkConcurrency(options.concurrency ?? 1);
      const made = planned.has(given as CampaignPlan) ? (given as CampaignPlan) : undefined;
      const campaign = (made && planned.get(made)) ?? check(given as CampaignInput);
      if (made !== undefined) assertSendable(made, options);
      if (canReadAgain(campaign.file)) return run(made, campaign, options);
      throw invalidInput("file", "is a stream, which can be planned but not launched: it cannot be read again.", {
        hint: "Give a Blob, or a function that opens the stream.",
      });
    },
  };
}
