import {
  type Attempt,
  type E164,
  type ErrorCode,
  forEach,
  type Outcome,
  type SendReport,
  SmsError,
  settle,
  unproven,
  type Verdict,
} from "@polysms/core";
import { masked } from "./masked.ts";
import type { AnyProvider, CheckedMessage } from "./message.ts";

/**
 * Refusals that are about the provider and not about the message, so that another provider may well take it. Everything
 * else would be refused again, or is not ours to repeat.
 */
const FAILS_OVER: ReadonlySet<ErrorCode> = new Set([
  "auth",
  "insufficient-balance",
  "rate-limited",
  "invalid-sender",
  "route-unavailable",
  "provider-down",
  "network",
  "timeout",
  "unreadable-response",
]);

/** What is known so far about one recipient. */
interface Recipient {
  readonly to: E164;
  readonly attempts: Attempt[];
  last?: { readonly provider: string; readonly verdict: Verdict };
  /** The first provider that may have taken the message; nothing that follows makes that undone. */
  open?: { readonly provider: string; readonly error: SmsError };
}

/**
 * Sends a checked message to everybody and returns one outcome per entry of `to`, in order. A number that stands twice
 * is sent to once. Recipients with the same providers travel together, cut to each provider's limit.
 */
export async function deliver(
  message: CheckedMessage,
  providers: ReadonlyMap<string, AnyProvider>,
  legsFor: (to: E164) => readonly string[],
): Promise<Outcome[]> {
  const recipients = new Map<E164, Recipient>(message.to.map((to) => [to, { to, attempts: [] }]));
  await Promise.all(
    groupsOf(recipients.values(), legsFor).map(({ legs, group }) => sendThrough(legs, group, message, providers)),
  );
  const seen = new Set<E164>();
  return message.to.map((to) => {
    const recipient = recipients.get(to) ?? { to, attempts: [] };
    const duplicate = seen.has(to);
    seen.add(to);
    if (duplicate) return masked({ status: "skipped", to, reason: "duplicate", attempts: [] });
    return masked(outcomeOf(recipient, message.call.signal?.aborted === true));
  });
}

interface Group {
  readonly legs: readonly string[];
  readonly group: Recipient[];
}

/** Recipients with the same providers in the same order. */
function groupsOf(recipients: Iterable<Recipient>, legsFor: (to: E164) => readonly string[]): readonly Group[] {
  const groups = new Map<string, Group>();
  for (const recipient of recipients) {
    const legs = legsFor(recipient.to);
    const key = legs.join("\n");
    const known = groups.get(key);
    if (known === undefined) groups.set(key, { legs, group: [recipient] });
    else known.group.push(recipient);
  }
  return [...groups.values()];
}

async function sendThrough(
  legs: readonly string[],
  group: readonly Recipient[],
  message: CheckedMessage,
  providers: ReadonlyMap<string, AnyProvider>,
): Promise<void> {
  const [leg, ...rest] = legs;
  const provider = leg === undefined ? undefined : providers.get(leg);
  if (provider === undefined) return;
  for (const chunk of chunks(group, provider.limits.recipientsPerRequest)) {
    if (message.call.signal?.aborted) return;
    await sendChunk(provider, chunk, message);
    const next = chunk.filter((recipient) => mayGoOn(recipient, message));
    if (next.length > 0) await sendThrough(rest, next, message, providers);
  }
}

function* chunks<Item>(items: readonly Item[], size: number): Generator<readonly Item[]> {
  for (let start = 0; start < items.length; start += size) yield items.slice(start, start + size);
}

async function sendChunk(provider: AnyProvider, chunk: readonly Recipient[], message: CheckedMessage): Promise<void> {
  const { name } = provider;
  const to = chunk.map((recipient) => recipient.to);
  const begun = performance.now();
  // A provider promises not to throw; one that does must not lose what it may have sent.
  const report = await settle(name, to, () => provider.send(message.for(name, to), message.call));
  const { verdicts, httpStatus } = perRecipient(name, to, report);
  const durationMs = Math.round(performance.now() - begun);
  for (const [index, recipient] of chunk.entries()) {
    const verdict = verdicts[index] as Verdict;
    const code = verdict.verdict === "accepted" ? undefined : verdict.error.code;
    recipient.attempts.push({ provider: name, verdict: verdict.verdict, code, httpStatus, durationMs });
    recipient.last = { provider: name, verdict };
    if (verdict.verdict === "unknown") recipient.open ??= { provider: name, error: verdict.error };
  }
}

function perRecipient(provider: string, to: readonly E164[], report: SendReport): SendReport {
  if (report.verdicts.length === to.length) return report;
  const problem = `${provider}: ${report.verdicts.length} verdicts for ${to.length} recipients.`;
  return forEach(to, unproven(problem, { code: "unreadable-response", provider }), report.httpStatus);
}

function mayGoOn({ last }: Recipient, { riskDuplicate, call }: CheckedMessage): boolean {
  if (last === undefined || last.verdict.verdict === "accepted" || call.signal?.aborted) return false;
  return last.verdict.verdict === "unknown" ? riskDuplicate : FAILS_OVER.has(last.verdict.error.code);
}

function outcomeOf({ to, attempts, last, open }: Recipient, aborted: boolean): Outcome {
  if (last?.verdict.verdict === "accepted") {
    return { status: "accepted", to, provider: last.provider, id: last.verdict.id, attempts };
  }
  if (open !== undefined) return { status: "unknown", to, ...open, attempts };
  return { status: "rejected", to, error: last?.verdict.error ?? notSent(aborted), attempts };
}

function notSent(aborted: boolean): SmsError {
  return aborted
    ? new SmsError("Aborted before anything was sent to this recipient.", {
        code: "aborted",
        certainty: "not-accepted",
      })
    : new SmsError("No provider is routed for the country of this recipient.", {
        code: "route-unavailable",
        certainty: "not-accepted",
        hint: 'Add the country to byRegion, or a route for the rest under "*".',
      });
}
