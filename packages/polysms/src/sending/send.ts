import { type E164, type Outcome, startDeadline, type Verdict } from "@polysms/core";
import { pause } from "../concurrency/wait.ts";
import type { ReferencedMessage } from "../message/message.ts";
import { lastResort, nextAvailable, type ResilientProvider, sendVia } from "../routing/resilient-provider.ts";
import { mayFailOver, outcomeOf, type Recipient, recordAttempt, retryableRejection, skipped } from "./recipient.ts";
import type { SendContext } from "./send-context.ts";

/**
 * Sends a checked message to every recipient and returns one outcome per entry of `to`, in order. A number that appears
 * twice is sent to once. Recipients with the same providers share requests, cut to each provider's limit. Recipients
 * that were provably rejected for a reason that may pass are retried.
 */
export async function sendToAll(message: ReferencedMessage, context: SendContext): Promise<Outcome[]> {
  const { totalTimeoutMs: timeoutMs, call } = message;
  if (timeoutMs === undefined) return sendAndRetry(message, context);
  const deadline = startDeadline({ signal: call.signal, timeoutMs });
  try {
    return await sendAndRetry({ ...message, call: { ...call, signal: deadline.signal } }, context);
  } finally {
    deadline.clear();
  }
}

async function sendAndRetry(message: ReferencedMessage, context: SendContext): Promise<Outcome[]> {
  const { retry } = context;
  const { signal } = message.call;
  const recipients = new Map<E164, Recipient>();
  for (const to of message.to) {
    if (message.guarded.has(to) || recipients.has(to)) continue;
    // The route is asked once: a round robin would give another answer next time.
    const providers = message.via === undefined ? context.providersFor(to) : [message.via];
    recipients.set(to, { to, providers, attempts: [] });
  }
  await sendByRoute([...recipients.values()], message, context);
  for (let attempt = 2; ; attempt++) {
    const again = [...recipients.values()].flatMap((recipient) => {
      const rejection = retryableRejection(recipient);
      return rejection !== undefined && retry.isWithinMaxDelay(rejection) ? [{ recipient, rejection }] : [];
    });
    const wait = retry.waitBefore(
      attempt,
      again.map(({ rejection }) => rejection),
    );
    if (wait === undefined) break;
    await pause(wait, signal);
    if (signal?.aborted) break;
    await sendByRoute(
      again.map(({ recipient }) => recipient),
      message,
      context,
    );
  }
  const ended = endOf(signal);
  return message.to.map((to) => {
    if (message.guarded.has(to)) return skipped(to, message.reference, "guarded");
    const recipient = recipients.get(to);
    if (recipient === undefined) return skipped(to, message.reference, "duplicate");
    recipients.delete(to);
    return outcomeOf(recipient, message.reference, ended);
  });
}

/** Groups recipients by their providers. Groups are sent in parallel, the requests of one group one after the other. */
async function sendByRoute(
  recipients: readonly Recipient[],
  message: ReferencedMessage,
  context: SendContext,
): Promise<void> {
  const groups = new Map<string, { providers: readonly ResilientProvider[]; group: Recipient[] }>();
  for (const recipient of recipients) {
    const { providers: names = [] } = recipient;
    const key = names.join("\n");
    const known = groups.get(key);
    if (known !== undefined) known.group.push(recipient);
    else groups.set(key, { providers: names.flatMap((name) => context.providers.get(name) ?? []), group: [recipient] });
  }
  await Promise.all(
    [...groups.values()].map(({ providers, group }) => sendThrough(providers, group, message, context, true)),
  );
}

async function sendThrough(
  providers: readonly ResilientProvider[],
  group: readonly Recipient[],
  message: ReferencedMessage,
  context: SendContext,
  first: boolean,
): Promise<void> {
  const { signal } = message.call;
  for (let sent = 0; sent < group.length; ) {
    if (signal?.aborted) return;
    const selection =
      (await nextAvailable(providers, context.retry.maxDelayMs, signal)) ??
      (first && !signal?.aborted ? await lastResort(providers, signal) : undefined);
    if (selection === undefined) return;
    const chunk = group.slice(sent, sent + selection.chosen.provider.limits.recipientsPerRequest);
    sent += chunk.length;
    await sendChunk(selection.chosen, chunk, message, context);
    if (signal?.aborted) return;
    const next = chunk.filter((recipient) => mayFailOver(recipient, message.riskDuplicate));
    if (next.length > 0) await sendThrough(selection.rest, next, message, context, false);
  }
}

async function sendChunk(
  resilient: ResilientProvider,
  chunk: readonly Recipient[],
  message: ReferencedMessage,
  { retry, hooks, now }: SendContext,
): Promise<void> {
  const { name } = resilient.provider;
  const to = chunk.map((recipient) => recipient.to);
  const start = now();
  const { verdicts, httpStatus } = await sendVia(resilient, to, message);
  const durationMs = Math.round(now() - start);
  for (const [index, recipient] of chunk.entries()) {
    const verdict = verdicts[index] as Verdict;
    if (verdict.status === "accepted") retry.succeeded();
    hooks.attempt(recipient.to, message.reference, recordAttempt(recipient, name, verdict, { httpStatus, durationMs }));
  }
}

function endOf(signal: AbortSignal | undefined): "aborted" | "timeout" | undefined {
  if (signal?.aborted !== true) return undefined;
  return (signal.reason as { name?: unknown } | undefined)?.name === "TimeoutError" ? "timeout" : "aborted";
}
