import {
  type AnyProvider,
  checkFields,
  checkSenderId,
  checkSignal,
  type E164,
  invalidInput,
  isE164,
} from "@polysms/core";
import { findProvider } from "./find-provider.ts";
import type { CheckedMessage, LooseMessage, SendOptions } from "./message.ts";
import type { RecipientGuard } from "./recipient-guard.ts";
import type { TemplateLookup } from "./templates.ts";

/** What messages are checked against. */
interface MessageRules {
  readonly providers: ReadonlyMap<string, AnyProvider>;
  readonly guard: RecipientGuard;
  readonly templates: TemplateLookup;
}

/** Checks a message and its options. Throws an `SmsError` that names the field and the fix; nothing is sent. */
export type MessageCheck = (message: LooseMessage, options: SendOptions) => CheckedMessage;

/** Checks everything at run time, including what TypeScript already rejects at compile time. */
export function createMessageCheck(rules: MessageRules): MessageCheck {
  return (message, options) => checkMessage(message, options, rules);
}

const FIELDS = ["to", "text", "template", "vars", "senderId", "via", "idempotencyKey", "options"];

function checkMessage(
  message: LooseMessage,
  options: SendOptions,
  { providers, guard, templates }: MessageRules,
): CheckedMessage {
  if (typeof message !== "object" || message === null) {
    throw invalidInput("message", "must be an object with to and text.");
  }
  checkFields(message, FIELDS);
  checkSendOptions(options);
  const { senderId, via, idempotencyKey, options: perProvider = {} } = message;
  const several = Array.isArray(message.to);
  const { to, guarded } = guardRecipients(checkRecipients(message.to), several, guard);
  const { text, templateId } = templates.contentOf(message);
  if (senderId !== undefined) checkSenderId(senderId);
  if (via !== undefined) findProvider(providers, via, "via");
  checkIdempotencyKey(idempotencyKey);
  checkFields(perProvider, [...providers.keys()], { inside: "options." });
  for (const [name, settings] of Object.entries(perProvider)) {
    if (settings === null || (settings !== undefined && typeof settings !== "object")) {
      throw invalidInput(`options.${name}`, "must be an object.");
    }
  }
  const riskDuplicate = risksDuplicate(options, several);
  return {
    to,
    guarded,
    text,
    via,
    idempotencyKey,
    payload: { to, text, templateId, senderId, via, options: perProvider },
    riskDuplicate,
    call: { signal: options.signal, timeoutMs: options.timeoutMs },
    totalTimeoutMs: options.totalTimeoutMs,
    for: (provider, to) => ({ to, text, templateId, senderId, options: perProvider[provider] }),
  };
}

/** Throws an `SmsError` for options that would otherwise fail in flight, too late to prove that nothing was sent. */
export function checkSendOptions(options: SendOptions): void {
  if (typeof options !== "object" || options === null) throw invalidInput("options", "must be an object.");
  checkFields(options, ["signal", "timeoutMs", "totalTimeoutMs", "onUnknown"]);
  const { signal, timeoutMs, totalTimeoutMs, onUnknown = "stop" } = options;
  if (onUnknown !== "stop" && onUnknown !== "failover-and-risk-duplicate") {
    throw invalidInput("onUnknown", 'must be "stop" or "failover-and-risk-duplicate".');
  }
  if (signal !== undefined) checkSignal("signal", signal);
  for (const [field, ms] of Object.entries({ timeoutMs, totalTimeoutMs })) {
    if (ms !== undefined && !(typeof ms === "number" && ms > 0)) {
      throw invalidInput(field, "must be a number of milliseconds above 0.");
    }
  }
}

function checkRecipients(to: unknown): E164[] {
  if (!Array.isArray(to)) return [checkRecipient(to, "to")];
  if (to.length === 0) throw invalidInput("to", "is an empty list; give at least one number.");
  return to.map((phone, index) => checkRecipient(phone, `to[${index}]`));
}

function guardRecipients(to: readonly E164[], several: boolean, guard: RecipientGuard) {
  const guarded = new Set<E164>();
  const allowed = to.map((phone, index) => {
    const target = guard(phone, several ? `to[${index}]` : "to");
    if (target === undefined) guarded.add(phone);
    return target ?? phone;
  });
  return { to: allowed, guarded };
}

function checkRecipient(phone: unknown, field: string): E164 {
  if (isE164(phone)) return phone;
  const problem = typeof phone === "string" ? "is not an E.164 number" : `must be a string, not ${typeof phone}`;
  const hint = `Write it with + and country code and without spaces, or read it with parsePhone(raw, { region }).`;
  throw invalidInput(field, `${problem}; one looks like +254712345678.`, { hint });
}

function risksDuplicate({ onUnknown = "stop" }: SendOptions, several: boolean): boolean {
  if (onUnknown === "stop") return false;
  if (several) {
    throw invalidInput("onUnknown", "cannot be failover-and-risk-duplicate for several recipients.", {
      hint: "Send to each of them separately if a duplicate is the smaller problem.",
    });
  }
  return true;
}

/** Throws an `SmsError` unless the key is `undefined` or a string that is not empty. */
export function checkIdempotencyKey(key: unknown): void {
  if (key === undefined || (typeof key === "string" && key !== "")) return;
  throw invalidInput("idempotencyKey", "must be a string that is not empty.");
}
