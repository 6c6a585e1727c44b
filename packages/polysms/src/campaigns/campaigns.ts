import { checkFields, checkSignal, invalidInput } from "@polysms/core";
import { checkConcurrency } from "../concurrency/map-concurrently.ts";
import { checkIdempotencyKey, checkSendOptions } from "../message/check-message.ts";
import type { CampaignContext } from "./context.ts";
import { canReadAgain } from "./file.ts";
import { type CampaignInput, type CheckedCampaign, checkCampaign, type LooseCampaign } from "./input.ts";
import { type CampaignRow, type LaunchOptions, launchCampaign } from "./launch.ts";
import { type CampaignPlan, type PlannedCampaign, planCampaign } from "./plan.ts";
import { fileCapability } from "./upload.ts";

/** Sends a personalised text to every row of a file. */
export interface CampaignsMember<Name extends string = string, Template extends string = never> {
  /**
   * Reads a file once and sends nothing. The plan says what is wrong with each bad row, how many segments the good rows
   * have and which providers they would go through. Needs 10 to 15 bytes of memory for each number, to find duplicates.
   * The plan keeps one bit for each row and provider, and nothing else grows with the file. Rejects with an `SmsError`
   * for bad input, for a file that cannot be read, and with code `aborted` after an abort.
   */
  plan(
    input: CampaignInput<Name, Template>,
    options?: { readonly signal?: AbortSignal | undefined },
  ): Promise<CampaignPlan<Name>>;
  /**
   * Sends a plan, and yields the outcome of each good row as it comes. Nothing is sent until you iterate, and nothing
   * more when you stop. If the provider takes files, its rows are sent in one file and share its verdict; the file is
   * in memory while it is sent, and does not fail over. All other rows are messages. Given an input instead of a plan,
   * it plans first. The file is read twice: once to check that it is the one that was planned, and once to send it.
   * Throws an `SmsError` for bad options, for a plan with bad rows (see `skipBadRows`), and for a stream, which cannot
   * be read again. After an abort it yields the outcomes of what was sent, then throws.
   */
  launch(
    plan: CampaignPlan<Name> | CampaignInput<Name, Template>,
    options?: LaunchOptions,
  ): AsyncIterable<CampaignRow<Name>>;
}

interface KnownPlan {
  readonly planned: PlannedCampaign;
  readonly campaign: CheckedCampaign;
  launched: boolean;
}

/** The facade's `campaigns`. They work with every provider: one that takes no files gets a message per row. */
export function createCampaigns(context: CampaignContext): CampaignsMember {
  const knownPlans = new WeakMap<object, KnownPlan>();
  const check = (input: LooseCampaign) => checkCampaign(input, context);
  const takesFiles = (name: string) => fileCapability(name, context) !== undefined;

  const plan = async (campaign: CheckedCampaign, signal: AbortSignal | undefined) => {
    const planned = await planCampaign(campaign, takesFiles, signal);
    knownPlans.set(planned.plan, { planned, campaign, launched: false });
    return planned.plan;
  };
  async function* run(existing: CampaignPlan | undefined, campaign: CheckedCampaign, options: LaunchOptions) {
    const ready = existing ?? (await plan(campaign, options.signal));
    const entry = assertSendable(ready, knownPlans.get(ready), options);
    entry.launched = true;
    yield* launchCampaign(entry.planned, campaign, context, options);
  }

  return {
    async plan(input, { signal } = {}) {
      checkSendOptions({ signal });
      return plan(check(input), signal);
    },
    launch(planOrInput, options = {}) {
      checkFields(options, ["skipBadRows", "idempotencyKey", "concurrency", "stop", "signal", "timeoutMs"]);
      const { stop, signal, timeoutMs, idempotencyKey } = options;
      checkSendOptions({ signal, timeoutMs });
      if (stop !== undefined) checkSignal("stop", stop);
      checkIdempotencyKey(idempotencyKey);
      checkConcurrency(options.concurrency ?? 1);
      const existing = isPlan(planOrInput) ? planOrInput : undefined;
      const entry = existing === undefined ? undefined : assertSendable(existing, knownPlans.get(existing), options);
      const campaign = entry?.campaign ?? check(planOrInput as LooseCampaign);
      if (canReadAgain(campaign.file)) return run(existing, campaign, options);
      throw invalidInput("file", "is a stream, which can be planned but not launched: it cannot be read again.", {
        hint: "Give a Blob, or a function that opens the stream.",
      });
    },
  };
}

function isPlan(planOrInput: CampaignPlan | LooseCampaign): planOrInput is CampaignPlan {
  return typeof planOrInput === "object" && planOrInput !== null && "problemCounts" in planOrInput;
}

function assertSendable(plan: CampaignPlan, entry: KnownPlan | undefined, { skipBadRows }: LaunchOptions): KnownPlan {
  const planError = (problem: string, hint?: string) =>
    invalidInput("plan", problem, hint === undefined ? {} : { hint });
  if (entry === undefined) throw planError("was not made by this createSms; pass the object that plan returned.");
  if (entry.launched) throw planError("has already been launched; plan again to send everything once more.");
  const [first] = plan.complete ? plan.problems : plan.problems.slice(-1);
  const where = first === undefined ? "" : `row ${first.row}${first.column === undefined ? "" : `, ${first.column}`}`;
  if (!plan.complete) throw planError(`is not complete: ${where}: ${first?.message}`);
  if (plan.badRows > 0 && skipBadRows !== true) {
    const rows = `${plan.badRows} bad row${plan.badRows === 1 ? "" : "s"}`;
    throw planError(
      `has ${rows}; the first: ${where}: ${first?.message}`,
      "Fix them, or launch with skipBadRows: true.",
    );
  }
  if (plan.badRows === plan.rows) throw planError("has no good rows; there is nothing to send.");
  return entry;
}
