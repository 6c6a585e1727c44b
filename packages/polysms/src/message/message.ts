import {
  checkFields,
  checkSenderId,
  type E164,
  invalidInput,
  isE164,
  type OutgoingMessage,
  type Phone,
  type Provider,
} from "@polysms/core";
import type { RecipientGuard } from "./recipient-guard.ts";
import type { FromTemplate, LooseContent, NoTemplates, TemplateBook, Templates } from "./templates.ts";

/** A configured provider of any kind. */
export type AnyProvider = Provider<string>;

type OptionsOf<P> = P extends Provider<string, infer _Can, infer Options> ? Options : never;

/** One text, its own or a template's, and what goes with it. */
export type Message<Providers extends readonly AnyProvider[], All extends Templates = NoTemplates> =
  | (MessageSettings<Providers> & OwnText)
  | (MessageSettings<Providers> & FromTemplate<All>);

interface OwnText {
  /** What is sent. Not empty. */
  readonly text: string;
  readonly template?: undefined;
  readonly vars?: undefined;
}

/** What goes with a text. */
export interface MessageSettings<Providers extends readonly AnyProvider[]> {
  /** Sender ID in place of the provider's own: up to 11 characters, or a number. */
  readonly senderId?: string | undefined;
  /** Goes through this provider and no other: switches the route and its failover off. */
  readonly via?: Providers[number]["name"] | undefined;
  /**
   * A name of yours for this message, kept in the store: a second call with the same key sends nothing and gets the
   * outcomes of the first. Another message under the same key is refused.
   */
  readonly idempotencyKey?: string | undefined;
  /** What single providers take beyond this, by provider. */
  readonly options?: { readonly [P in Providers[number] as P["name"]]?: OptionsOf<P> } | undefined;
}

export interface SendOptions {
  /** Ends the call early. What is already in flight is `unknown`; what is not yet sent is `rejected`. */
  readonly signal?: AbortSignal | undefined;
  /** Milliseconds for each request to a provider; the provider's own setting unless told, and that is 30,000. */
  readonly timeoutMs?: number | undefined;
  /**
   * Milliseconds for everything: waiting, retries and all requests. Without it each request has its limit and retries
   * have theirs. What is in flight then is `unknown`.
   */
  readonly totalTimeoutMs?: number | undefined;
  /**
   * What to do when it is unknown whether a provider took the message. `stop` (the default) never sends it twice.
   * `failover-and-risk-duplicate` tries the next provider, for one recipient only.
   */
  readonly onUnknown?: "stop" | "failover-and-risk-duplicate" | undefined;
}

/** A message whose every field has been checked. */
export interface CheckedMessage {
  readonly to: readonly E164[];
  /** Numbers of `to` that the guard keeps from being sent to. */
  readonly guarded: ReadonlySet<E164>;
  readonly text: string;
  readonly via: string | undefined;
  readonly idempotencyKey: string | undefined;
  /** Everything that makes it this message and no other. */
  readonly payload: Readonly<Record<string, unknown>>;
  readonly riskDuplicate: boolean;
  readonly call: Pick<SendOptions, "signal" | "timeoutMs">;
  readonly totalTimeoutMs: number | undefined;
  for(provider: string, to: readonly E164[]): OutgoingMessage;
}

/** A message that delivery reports can be told to belong to. */
export type NamedMessage = CheckedMessage & { readonly reference: string };

/** What messages are checked against. */
export interface MessageRules {
  /** The names of the providers there are. */
  readonly names: readonly string[];
  readonly guard: RecipientGuard;
  readonly templates: TemplateBook;
}

/** A message as plain JavaScript may write it. */
export interface LooseMessage extends LooseContent {
  readonly to: Phone | readonly Phone[];
  readonly senderId?: string | undefined;
  readonly via?: string | undefined;
  readonly idempotencyKey?: string | undefined;
  readonly options?: Readonly<Record<string, object | undefined>> | undefined;
}

const FIELDS = ["to", "text", "template", "vars", "senderId", "via", "idempotencyKey", "options"];

/** Refuses, before anything is sent, whatever the compiler could not: the error names the field and the fix. */
export function checkMessage(
  message: LooseMessage,
  options: SendOptions,
  { names, guard, templates }: MessageRules,
): CheckedMessage {
  if (typeof message !== "object" || message === null)
    throw invalidInput("message", "must be an object with to and text.");
  checkFields(message, FIELDS);
  checkSendOptions(options);
  const { senderId, via, idempotencyKey, options: perProvider = {} } = message;
  const several = Array.isArray(message.to);
  const { to, guarded } = guardRecipients(checkRecipients(message.to), several, guard);
  const { text, templateId } = templates.contentOf(message);
  if (senderId !== undefined) checkSenderId(senderId);
  if (via !== undefined && !names.includes(via)) {
    throw invalidInput("via", `names a provider that is not configured; there are ${names.join(", ")}.`);
  }
  if (idempotencyKey !== undefined && (typeof idempotencyKey !== "string" || idempotencyKey === "")) {
    throw invalidInput("idempotencyKey", "must be a text that is not empty.");
  }
  checkFields(perProvider, names, { inside: "options." });
  for (const [name, given] of Object.entries(perProvider)) {
    if (given === null || (given !== undefined && typeof given !== "object")) {
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

/** Refuses options that would only be found out in flight, when it is too late to say that nothing was sent. */
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

export function checkSignal(field: string, value: unknown): void {
  // Not by instanceof: there are signals of other realms and of polyfills.
  const { aborted, addEventListener } = Object(value) as Partial<AbortSignal>;
  if (typeof aborted === "boolean" && typeof addEventListener === "function") return;
  throw invalidInput(field, "must be an AbortSignal: the signal of a controller, not the controller.");
}

function checkRecipients(to: unknown): E164[] {
  if (!Array.isArray(to)) return [checkRecipient(to, "to")];
  if (to.length === 0) throw invalidInput("to", "is an empty list; give at least one number.");
  return to.map((phone, index) => checkRecipient(phone, `to[${index}]`));
}

function guardRecipients(to: readonly E164[], several: boolean, guard: RecipientGuard) {
  const guarded = new Set<E164>();
  const allowed = to.map((phone, index) => {
    const instead = guard(phone, several ? `to[${index}]` : "to");
    if (instead === undefined) guarded.add(phone);
    return instead ?? phone;
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
      hint: "Send to each of them on its own if a duplicate is the smaller evil.",
    });
  }
  return true;
}
