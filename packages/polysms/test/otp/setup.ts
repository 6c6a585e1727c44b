import type { AnyProvider, OtpCapability, OtpCheck, Provider, Verdict } from "@polysms/core";
import type { GuardOptions } from "../../src/message/recipient-guard.ts";
import { createTemplates, type Templates } from "../../src/message/templates.ts";
import type { OtpStart } from "../../src/otp/member.ts";
import { createOtp, type OtpParts } from "../../src/otp/otp.ts";
import { createCodeSender } from "../../src/otp/send-code.ts";
import type { OtpStore } from "../../src/otp/store.ts";
import type { AttemptEvent, OutcomeEvent } from "../../src/sending/hooks.ts";
import { messageCheck } from "../message/setup.ts";
import { pipelineOf } from "../sending/setup.ts";
import { accepted, type StubProvider, stub } from "../stub-provider.ts";

export const to = "+254712345678";
export const otherNumber = "+254712345679";
export const secret = "a secret for tests, of 32 bytes or more";
export const startTime = Date.UTC(2027, 0, 1);

interface OtpSetup extends Partial<Pick<OtpParts, "options" | "store" | "secret" | "crypto">> {
  readonly providersFor?: (to: string) => readonly string[];
  readonly guard?: GuardOptions;
  readonly templates?: Templates;
}

/** One-time codes over these providers, in this order, with a clock that only `advance` moves. */
export function openOtp(
  providers: readonly AnyProvider[],
  { providersFor, guard, templates, ...parts }: OtpSetup = {},
) {
  let time = startTime;
  const events: (AttemptEvent | OutcomeEvent)[] = [];
  const now = () => time;
  const pipeline = pipelineOf(providers, {
    check: messageCheck(providers, guard, templates),
    providersFor,
    hooks: [{ onAttempt: (event) => events.push(event), onOutcome: (event) => events.push(event) }],
    now,
  });
  const otp = createOtp({
    providers: new Map(providers.map((provider) => [provider.name, provider])),
    prepare: createCodeSender(pipeline),
    textOf: createTemplates(templates).textOf,
    now,
    secret,
    ...parts,
  });
  return {
    otp,
    /** The events that hooks got. */
    events,
    now,
    advance(ms: number) {
      time += ms;
    },
    /** Starts a code and takes its ticket. */
    async ticketFor(number: `+${bigint}` = to) {
      return ticketOf(await otp.start({ to: number }));
    },
  };
}

/** A store that shows what it keeps, forgets nothing and limits nothing. */
export function recordingStore() {
  const kept = new Map<string, string>();
  const taken: string[] = [];
  const store: OtpStore = {
    async take(key) {
      taken.push(key);
      return { ok: true };
    },
    async put(key, value) {
      kept.set(key, value);
    },
    get: async (key) => kept.get(key),
  };
  return { store, kept, taken };
}

export function ticketOf(started: OtpStart) {
  if (started.status === "sent" || started.status === "unknown") return started.ticket;
  throw new Error(`There is no ticket: ${started.status}.`);
}

/** The code in the last text that a provider sent, as its recipient would read it. */
export function lastCode(provider: Pick<StubProvider<string>, "requests">): string {
  const [code] = provider.requests.at(-1)?.text.match(/\d{4,9}/) ?? [];
  if (code === undefined) throw new Error("No code was sent.");
  return code;
}

/** Another code of the same length. */
export function wrongCode(code: string): string {
  return code.replace(/\d$/, (digit) => String((Number(digit) + 1) % 10));
}

/** A provider with its own OTP service and scripted answers; the last answer repeats. */
export function service<const Name extends string>(
  name: Name,
  verdicts: readonly Verdict[] = [accepted("OTP-1")],
  checks: readonly (OtpCheck | Error)[] = ["approved"],
): StubProvider<Name> &
  Provider<Name, { readonly otp: OtpCapability }> & {
    readonly started: Parameters<OtpCapability["start"]>[0][];
    readonly guessed: Parameters<OtpCapability["check"]>[0][];
  } {
  const started: Parameters<OtpCapability["start"]>[0][] = [];
  const guessed: Parameters<OtpCapability["check"]>[0][] = [];
  const at = <Item>(list: readonly Item[], index: number) => list[Math.min(index, list.length - 1)] as Item;
  const otp: OtpCapability = {
    async start(request) {
      started.push(request);
      return at(verdicts, started.length - 1);
    },
    async check(guess) {
      guessed.push(guess);
      const result = at(checks, guessed.length - 1);
      if (result instanceof Error) throw result;
      return result;
    },
  };
  return { ...stub(name), can: { otp }, started, guessed };
}
