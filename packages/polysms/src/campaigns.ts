import { type Capabilities, invalidInput, refuseUnknownFields } from "@polysms/core";
import { canReadAgain } from "./campaign-file.ts";
import { type CampaignInput, type CheckedCampaign, checkCampaign, type LooseCampaign } from "./campaign-input.ts";
import { type CampaignParts, type CampaignRow, type LaunchOptions, launchCampaign } from "./campaign-launch.ts";
import { type CampaignPlan, planCampaign } from "./campaign-plan.ts";
import { checkConcurrency } from "./stream.ts";

/** A text of its own for everybody in a file. */
export interface CampaignsMember<Name extends string = string, Template extends string = never> {
  /**
   * Reads a file once and says what is wrong with each bad row, what the good ones cost and where they would go. Sends
   * nothing. Needs 10 to 15 bytes of memory for each number, to find duplicates, and nothing else that grows with the
   * file. Rejects with an `SmsError` for bad input and for a file that cannot be read.
   */
  plan(
    input: CampaignInput<Name, Template>,
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
    plan: CampaignPlan<Name> | CampaignInput<Name, Template>,
    options?: LaunchOptions,
  ): AsyncIterable<CampaignRow<Name>>;
}

interface Planned {
  readonly campaign: CheckedCampaign;
  launched: boolean;
}

/** The facade's `campaigns`. Every provider has them: one that takes no files gets a message per row. */
export function createCampaigns(parts: CampaignParts): CampaignsMember {
  const names = [...parts.providers.keys()];
  const known = new WeakMap<object, Planned>();
  const check = (input: LooseCampaign) => checkCampaign(input, { names, ...parts });
  const capabilitiesOf = (name: string): Pick<Capabilities, "files"> =>
    parts.files === false ? {} : (parts.providers.get(name)?.can ?? {});

  const plan = async (campaign: CheckedCampaign, signal: AbortSignal | undefined) => {
    const made = await planCampaign(campaign, capabilitiesOf, signal);
    known.set(made, { campaign, launched: false });
    return made;
  };
  async function* run(made: CampaignPlan | undefined, campaign: CheckedCampaign, options: LaunchOptions) {
    const ready = made ?? (await plan(campaign, options.signal));
    const planned = known.get(ready);
    assertSendable(ready, planned, options);
    if (planned !== undefined) planned.launched = true;
    yield* launchCampaign(ready, campaign, parts, options);
  }

  return {
    plan: async (input, { signal } = {}) => plan(check(input), signal),
    launch(given, options = {}) {
      refuseUnknownFields(options, ["skipBadRows", "idempotencyKey", "concurrency", "signal", "timeoutMs"]);
      checkKey(options.idempotencyKey);
      checkConcurrency(options.concurrency ?? 1);
      const made = isPlan(given) ? given : undefined;
      const planned = made === undefined ? undefined : known.get(made);
      if (made !== undefined) assertSendable(made, planned, options);
      const campaign = planned?.campaign ?? check(given as LooseCampaign);
      if (canReadAgain(campaign.file)) return run(made, campaign, options);
      throw invalidInput("file", "is a stream, which can be planned and not launched: it cannot be read again.", {
        hint: "Give a Blob, or a function that opens the stream.",
      });
    },
  };
}

function checkKey(key: unknown): void {
  if (key === undefined || (typeof key === "string" && key !== "")) return;
  throw invalidInput("idempotencyKey", "must be a text that is not empty.");
}

function isPlan(given: CampaignPlan | LooseCampaign): given is CampaignPlan {
  return typeof given === "object" && given !== null && "problemCounts" in given;
}

function assertSendable(plan: CampaignPlan, planned: Planned | undefined, { skipBadRows }: LaunchOptions): void {
  const refuse = (problem: string, hint?: string) => invalidInput("plan", problem, hint === undefined ? {} : { hint });
  if (planned === undefined) throw refuse("was not made by this facade; launch takes the object that plan gave.");
  if (planned.launched) throw refuse("has been launched; plan again to send everything once more.");
  const [first] = plan.complete ? plan.problems : plan.problems.slice(-1);
  const where = first === undefined ? "" : `row ${first.row}${first.column === undefined ? "" : `, ${first.column}`}`;
  if (!plan.complete) throw refuse(`could not be made to the end: ${where}: ${first?.message}`);
  if (plan.badRows > 0 && skipBadRows !== true) {
    const rows = `${plan.badRows} bad row${plan.badRows === 1 ? "" : "s"}`;
    throw refuse(`has ${rows}; the first: ${where}: ${first?.message}`, "Mend them, or launch with skipBadRows: true.");
  }
  if (plan.badRows === plan.rows) throw refuse("has no good row; there is nothing to send.");
}
