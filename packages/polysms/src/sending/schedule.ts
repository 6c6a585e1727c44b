import {
  type Accepted,
  type AnyProvider,
  type E164,
  invalidInput,
  type Outcome,
  type Phone,
  SmsError,
} from "@polysms/core";
import { type Ability, findProvider } from "../message/find-provider.ts";
import type { LooseMessage, Message, SendOptions } from "../message/message.ts";
import type { NoTemplates, Templates } from "../message/templates.ts";
import { type Batch, maskedOutcome, type Sending, toSending } from "./outcomes.ts";
import type { Pipeline, SendStep } from "./pipeline.ts";
import { sendToAll } from "./send.ts";

/** A time closer than this would be past when the request arrives. */
const MIN_DELAY_MS = 60_000;

/** Messages for a later time, which the provider keeps and sends. */
export interface ScheduleMember<
  Providers extends readonly AnyProvider[],
  Name extends string,
  All extends Templates = NoTemplates,
> {
  /**
   * Hands a message over to the provider, which sends it `at` that time, at least a minute from now. Resolves to
   * outcomes as `send` does: `accepted` means that the provider has the message. Only providers with scheduling are
   * asked, in the order of the route; polysms itself never waits for the time. No provider documents how to cancel a
   * scheduled message. Rejects with an `SmsError` when `send` would, and for a time that is too early.
   */
  send(
    message: Message<Providers, All> & ScheduledTo<Name> & { readonly to: Phone },
    options?: SendOptions,
  ): Sending<Outcome<Name>, Accepted<Name>>;
  send(
    message: Message<Providers, All> & ScheduledTo<Name> & { readonly to: readonly Phone[] },
    options?: SendOptions,
  ): Sending<Batch<Name>>;
}

interface ScheduledTo<Name extends string> {
  /** When the provider sends the message. */
  readonly at: Date;
  /** The only provider to use. Switches the route off. */
  readonly via?: Name | undefined;
}

type LooseScheduled = LooseMessage & { readonly at: Date };

const SCHEDULING: Ability = { name: "scheduling", has: ({ schedule }) => schedule !== undefined };

/** The facade's `schedule`, which it has if at least one provider has scheduling. */
export function createSchedule(
  providers: ReadonlyMap<string, AnyProvider>,
  pipeline: Pipeline,
  now: () => number = Date.now,
): ScheduleMember<readonly AnyProvider[], string> {
  const names = [...providers.values()].filter(({ can }) => SCHEDULING.has(can)).map(({ name }) => name);

  const sendAt = async (scheduled: LooseScheduled, options: SendOptions): Promise<Outcome[]> => {
    if (typeof scheduled !== "object" || scheduled === null) {
      throw invalidInput("message", "must be an object with to, text and at.");
    }
    const { at, ...message } = scheduled;
    const checked = pipeline.check(message, options);
    if (checked.via !== undefined) findProvider(providers, checked.via, "via", SCHEDULING);
    const time = checkTime(at, now());
    const timed = { ...checked, payload: { ...checked.payload, at: time.toISOString() } };
    return pipeline.run(timed, scheduleStep(time, names));
  };
  return {
    send: (message: LooseScheduled, options: SendOptions = {}) => toSending(message?.to, sendAt(message, options)),
  } as ScheduleMember<readonly AnyProvider[], string>;
}

/** Sends as `sendToAll` does, but only through providers with scheduling, and with their `schedule`. */
function scheduleStep(at: Date, names: readonly string[]): SendStep {
  return async (message, context) => {
    const providers = new Map(
      [...context.providers].map(([name, resilient]) => {
        return [name, { ...resilient, provider: scheduling(resilient.provider, at) }] as const;
      }),
    );
    // Recipients that have a route, but none of its providers has scheduling.
    const unschedulable = new Set<E164>();
    const providersFor = (to: E164) => {
      const routed = context.providersFor(to);
      const able = routed.filter((name) => names.includes(name));
      if (able.length === 0 && routed.length > 0) unschedulable.add(to);
      return able;
    };
    const outcomes = await sendToAll(message, { ...context, providers, providersFor });
    return outcomes.map((outcome) => {
      const isUnschedulable = outcome.status === "rejected" && unschedulable.has(outcome.to);
      return isUnschedulable ? noScheduling(outcome, names) : outcome;
    });
  };
}

/** A provider whose `send` is its `schedule`. */
function scheduling(provider: AnyProvider, at: Date): AnyProvider {
  const { name, regions, limits, can, client } = provider;
  const { schedule } = can;
  if (schedule === undefined) return provider;
  // Field by field: a provider may be an instance of a class, whose accessors a spread would lose.
  return { name, regions, limits, can, client, send: (message, call) => schedule.send(message, at, call) };
}

function checkTime(at: unknown, now: number): Date {
  if (!(at instanceof Date)) throw invalidInput("at", "must be a Date.");
  const time = at.getTime();
  if (Number.isNaN(time)) throw invalidInput("at", "is an invalid Date.");
  if (time < now + MIN_DELAY_MS) {
    throw invalidInput("at", `must be at least a minute from now; it is ${at.toISOString()}.`, {
      hint: "Use send for a message that should go now.",
    });
  }
  return new Date(time);
}

function noScheduling({ to, reference }: Outcome, names: readonly string[]): Outcome {
  const error = new SmsError("No provider on the route of this recipient can schedule messages.", {
    code: "route-unavailable",
    mayHaveBeenSent: false,
    hint: `Name one that can with via: ${names.join(", ")}.`,
  });
  return maskedOutcome({ status: "rejected", to, reference, error, attempts: [] });
}
