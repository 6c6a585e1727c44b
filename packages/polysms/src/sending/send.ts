import { type E164, type Outcome, startDeadline, type Verdict } from "@polysms/core";
import { pause } from "../concurrency/wait.ts";
import type { NamedMessage } from "../message/message.ts";
import { lastResort, nextAvailable, type ResilientProvider, sendVia } from "../routing/resilient-provider.ts";
import { mayFailOver, outcomeOf, type Recipient, recordAttempt, retryableRejection, skipped } from "./recipient.ts";
import type { SendContext } from "./send-context.ts";

/**
 * Sends a checked message to everybody and returns one outcome per entry of `to`, in order. A number that stands twice
 * is sent to once. Recipients with the same providers travel together, cut to each provider's limit. Those who were
 * provably refused for a passing reason get further rounds.
 */
export async function sendToAll(message: NamedMessage, dispatch: SendContext): Promise<Outcome[]> {
  const { totalTimeoutMs: timeoutMs, call } = message;
  if (timeoutMs === undefined) return deliverAll(message, dispatch);
  const deadline = startDeadline({ signal: call.signal, timeoutMs });
  try {
    return await deliverAll({ ...message, call: { ...call, signal: deadline.signal } }, dispatch);
  } finally {
    deadline.clear();
  }
}

async function deliverAll(message: NamedMessage, dispatch: SendContext): Promise<Outcome[]> {
  const { retry } = dispatch;
  const { signal } = message.call;
  const recipients = new Map<E164, Recipient>();
  for (const to of message.to) {
    if (message.guarded.has(to) || recipients.has(to)) continue;
    // The route is asked once: one that takes turns would answer otherwise the next time.
    const legs = message.via === undefined ? dispatch.providersFor(to) : [message.via];
    recipients.set(to, { to, providers: legs, attempts: [] });
  }
  await sendRound([...recipients.values()], message, dispatch);
  for (let round = 2; ; round++) {
    const again = [...recipients.values()].flatMap((recipient) => {
      const refusal = retryableRejection(recipient);
      return refusal !== undefined && retry.isWithinMaxDelay(refusal) ? [{ recipient, refusal }] : [];
    });
    const wait = retry.waitBefore(
      round,
      again.map(({ refusal }) => refusal),
    );
    if (wait === undefined) break;
    await pause(wait, signal);
    if (signal?.aborted) break;
    await sendRound(
      again.map(({ recipient }) => recipient),
      message,
      dispatch,
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

async function sendRound(
  recipients: readonly Recipient[],
  message: NamedMessage,
  dispatch: SendContext,
): Promise<void> {
  const groups = new Map<string, { lines: readonly ResilientProvider[]; group: Recipient[] }>();
  for (const recipient of recipients) {
    const { providers: legs = [] } = recipient;
    const key = legs.join("\n");
    const known = groups.get(key);
    if (known !== undefined) known.group.push(recipient);
    else groups.set(key, { lines: legs.flatMap((leg) => dispatch.providers.get(leg) ?? []), group: [recipient] });
  }
  await Promise.all([...groups.values()].map(({ lines, group }) => sendThrough(lines, group, message, dispatch, true)));
}

async function sendThrough(
  lines: readonly ResilientProvider[],
  group: readonly Recipient[],
  message: NamedMessage,
  dispatch: SendContext,
  first: boolean,
): Promise<void> {
  const { signal } = message.call;
  for (let sent = 0; sent < group.length; ) {
    if (signal?.aborted) return;
    const turn =
      (await nextAvailable(lines, dispatch.retry.maxDelayMs, signal)) ??
      (first && !signal?.aborted ? await lastResort(lines, signal) : undefined);
    if (turn === undefined) return;
    const chunk = group.slice(sent, sent + turn.line.provider.limits.recipientsPerRequest);
    sent += chunk.length;
    await sendChunk(turn.line, chunk, message, dispatch);
    if (signal?.aborted) return;
    const next = chunk.filter((recipient) => mayFailOver(recipient, message.riskDuplicate));
    if (next.length > 0) await sendThrough(turn.rest, next, message, dispatch, false);
  }
}

async function sendChunk(
  line: ResilientProvider,
  chunk: readonly Recipient[],
  message: NamedMessage,
  { retry, hooks, now }: SendContext,
): Promise<void> {
  const { name } = line.provider;
  const to = chunk.map((recipient) => recipient.to);
  const begun = now();
  const { verdicts, httpStatus } = await sendVia(line, to, message);
  const durationMs = Math.round(now() - begun);
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
