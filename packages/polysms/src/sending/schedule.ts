import { type Accepted, type E164, invalidInput, type Outcome, type Phone, SmsError } from "@polysms/core";
import { masked } from "../masked.ts";
import type {
  AnyProvider,
  CheckedMessage,
  LooseMessage,
  Message,
  NamedMessage,
  SendOptions,
} from "../message/message.ts";
import type { NoTemplates, Templates } from "../message/templates.ts";
import { acceptedOrThrow, type Batch, batchOrThrow, type Sending, toBatch, withOrThrow } from "./outcomes.ts";
import { sendToAll } from "./send.ts";
import type { SendContext } from "./send-context.ts";

/** Nobody takes a message for the next moment: it would be past when it arrives. */
const SOONEST_MS = 60_000;

/** Messages for later, kept and sent by the provider. */
export interface ScheduleMember<
  Providers extends readonly AnyProvider[],
  Name extends string,
  All extends Templates = NoTemplates,
> {
  /**
   * Hands a message over to be sent `at` that time, at least a minute from now, and resolves to outcomes as `send` does:
   * `accepted` means that the provider has it. Only providers that schedule by themselves are asked, in the order of the
   * route; nothing here waits for the time. No provider documents how to take a scheduled message back.
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
  readonly at: Date;
  readonly via?: Name | undefined;
}

export interface ScheduleContext {
  readonly dispatch: SendContext;
  /** Checks a message as `send` does. */
  readonly check: (message: LooseMessage, options: SendOptions) => CheckedMessage;
  /** Runs a delivery as the facade does: once for an idempotency key, and seen by the hooks. */
  readonly run: RunMessage;
  readonly now?: (() => number) | undefined;
}

type LooseScheduled = LooseMessage & { readonly at: Date };

export type RunMessage = (
  message: CheckedMessage,
  delivery: (message: NamedMessage) => Promise<Outcome[]>,
) => Promise<Outcome[]>;

/** The facade's `schedule`, for providers of which at least one schedules. */
export function createSchedule({
  dispatch,
  check,
  run,
  now = Date.now,
}: ScheduleContext): ScheduleMember<readonly AnyProvider[], string> {
  const able = [...dispatch.providers.values()].filter(({ provider }) => provider.can.schedule !== undefined);
  const names = able.map(({ provider }) => provider.name);

  const sendAll = async (given: LooseScheduled, options: SendOptions): Promise<Outcome[]> => {
    if (typeof given !== "object" || given === null)
      throw invalidInput("message", "must be an object with to, text and at.");
    const { at, ...message } = given;
    const checked = check(message, options);
    const { via } = checked;
    if (via !== undefined && !names.includes(via)) {
      throw invalidInput("via", `names ${via}, which does not schedule; ${names.join(", ")} can.`);
    }
    const time = checkTime(at, now());
    const lines = new Map(
      able.map((line) => [line.provider.name, { ...line, provider: scheduling(line.provider, time) }]),
    );
    const timed = { ...checked, payload: { ...checked.payload, at: time.toISOString() } };
    return run(timed, async (named) => {
      // Those who have a route, and nobody on it schedules.
      const stranded = new Set<E164>();
      const legsFor = (to: E164) => {
        const legs = dispatch.providersFor(to);
        const schedulers = legs.filter((leg) => names.includes(leg));
        if (schedulers.length < legs.length && schedulers.length === 0) stranded.add(to);
        return schedulers;
      };
      const outcomes = await sendToAll(named, { ...dispatch, providers: lines, providersFor: legsFor });
      return outcomes.map((outcome) => {
        const isStranded = outcome.status === "rejected" && stranded.has(outcome.to);
        return isStranded ? noScheduler(outcome, names) : outcome;
      });
    });
  };

  return {
    send(message: LooseScheduled, options: SendOptions = {}) {
      const outcomes = sendAll(message, options);
      if (Array.isArray(message?.to)) return withOrThrow(outcomes.then(toBatch), batchOrThrow);
      const single = outcomes.then(([outcome]) => outcome as Outcome);
      return withOrThrow(single, acceptedOrThrow);
    },
  } as ScheduleMember<readonly AnyProvider[], string>;
}

/** A provider whose `send` is its `schedule`. */
function scheduling(provider: AnyProvider, at: Date): AnyProvider {
  const { schedule } = provider.can;
  return schedule === undefined ? provider : { ...provider, send: (message, call) => schedule.send(message, at, call) };
}

function checkTime(at: unknown, now: number): Date {
  if (!(at instanceof Date)) throw invalidInput("at", "must be a Date.");
  const time = at.getTime();
  if (Number.isNaN(time)) throw invalidInput("at", "is an invalid Date.");
  if (time < now + SOONEST_MS) {
    throw invalidInput("at", `must be at least a minute from now; it is ${at.toISOString()}.`, {
      hint: "Use send for a message that goes at once.",
    });
  }
  return new Date(time);
}

function noScheduler({ to, reference }: Outcome, names: readonly string[]): Outcome {
  const error = new SmsError("No provider on the route of this recipient schedules messages.", {
    code: "route-unavailable",
    mayHaveBeenSent: false,
    hint: `Name one that does with via: ${names.join(", ")}.`,
  });
  return masked({ status: "rejected", to, reference, error, attempts: [] });
}
