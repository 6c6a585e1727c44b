import { checkFields, checkSignal, invalidInput } from "@polysms/core";
import { checkConcurrency } from "../concurrency/map-concurrently.ts";
import { checkIdempotencyKey, checkSendOptions } from "../message/check-message.ts";
import type { CampaignContext } from "./context.ts";
import { canReadAgain } from "./file.ts";
import { type CampaignInput, type CheckedCampaign, checkCampaign, type LooseCampaign } from "./input.ts";
import { type CampaignRow, type LaunchOptions, launchCampaign } from "./launch.ts";
import { type CampaignPlan, type PlannedCampaign, planCampaign } from "./plan.ts";
import { fileCapability } from "./upload.ts";

/** A text of its own for everybody in a file. */
export interface CampaignsMember<Name extends string = string, Template extends string = never> {
  /**
   * Reads a file once and says what is wrong with each bad row, what the good ones cost and where they would go. Sends
   * nothing. Needs 10 to 15 bytes of memory for each number, to find duplicates; the plan keeps a bit for each row of each
   * provider, and nothing else grows with the file. Rejects with an `SmsError` for bad input and for a file that cannot be read.
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
   * again. Given an input in place of a plan, it plans first. The file is read twice: to make sure that it is the one that
   * was planned, and to send it. After an abort it yields what was sent, then throws.
   */
  launch(
    plan: CampaignPlan<Name> | CampaignInput<Name, Template>,
    options?: LaunchOptions,
  ): AsyncIterable<CampaignRow<Name>>;
}

interface Known {
  readonly planned: PlannedCampaign;
  readonly campaign: CheckedCampaign;
  launched: boolean;
}

/** The facade's `campaigns`. Every provider has them: one that takes no files gets a message per row. */
export function createCampaigns(context: CampaignContext): CampaignsMember {
  const known = new WeakMap<object, Known>();
  const check = (input: LooseCampaign) => checkCampaign(input, context);
  const takesFiles = (name: string) => fileCapability(name, context) !== undefined;

  const plan = async (campaign: CheckedCampaign, signal: AbortSignal | undefined) => {
    const planned = await planCampaign(campaign, takesFiles, signal);
    known.set(planned.plan, { planned, campaign, launched: false });
    return planned.plan;
  };
  async function* run(made: CampaignPlan | undefined, campaign: CheckedCampaign, options: LaunchOptions) {
    const ready = made ?? (await plan(campaign, options.signal));
    const own = assertSendable(ready, known.get(ready), options);
    own.launched = true;
    yield* launchCampaign(own.planned, campaign, context, options);
  }

  return {
    async plan(input, { signal } = {}) {
      checkSendOptions({ signal });
      return plan(check(input), signal);
    },
    launch(given, options = {}) {
      checkFields(options, ["skipBadRows", "idempotencyKey", "concurrency", "stop", "signal", "timeoutMs"]);
      const { stop, signal, timeoutMs, idempotencyKey } = options;
      checkSendOptions({ signal, timeoutMs });
      if (stop !== undefined) checkSignal("stop", stop);
      checkIdempotencyKey(idempotencyKey);
      checkConcurrency(options.concurrency ?? 1);
      const made = isPlan(given) ? given : undefined;
      const own = made === undefined ? undefined : assertSendable(made, known.get(made), options);
      const campaign = own?.campaign ?? check(given as LooseCampaign);
      if (canReadAgain(campaign.file)) return run(made, campaign, options);
      throw invalidInput("file", "is a stream, which can be planned and not launched: it cannot be read again.", {
        hint: "Give a Blob, or a function that opens the stream.",
      });
    },
  };
}

function isPlan(given: CampaignPlan | LooseCampaign): given is CampaignPlan {
  return typeof given === "object" && given !== null && "problemCounts" in given;
}

function assertSendable(plan: CampaignPlan, own: Known | undefined, { skipBadRows }: LaunchOptions): Known {
  const refuse = (problem: string, hint?: string) => invalidInput("plan", problem, hint === undefined ? {} : { hint });
  if (own === undefined) throw refuse("was not made by this facade; launch takes the object that plan gave.");
  if (own.launched) throw refuse("has already been launched; plan again to send everything once more.");
  const [first] = plan.complete ? plan.problems : plan.problems.slice(-1);
  const where = first === undefined ? "" : `row ${first.row}${first.column === undefined ? "" : `, ${first.column}`}`;
  if (!plan.complete) throw refuse(`could not be made to the end: ${where}: ${first?.message}`);
  if (plan.badRows > 0 && skipBadRows !== true) {
    const rows = `${plan.badRows} bad row${plan.badRows === 1 ? "" : "s"}`;
    throw refuse(`has ${rows}; the first: ${where}: ${first?.message}`, "Fix them, or launch with skipBadRows: true.");
  }
  if (plan.badRows === plan.rows) throw refuse("has no good row; there is nothing to send.");
  return own;
}
