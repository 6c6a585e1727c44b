import { type E164, type Outcome, startDeadline, type Verdict } from "@polysms/core";
import type { Dispatch } from "./dispatch.ts";
import { firstAdmitted, type Line, longestOpen, sendOn } from "./line.ts";
import type { NamedMessage } from "./message.ts";
import { pause } from "./pause.ts";
import { healable, learn, mayGoOn, outcomeOf, type Recipient, skipped } from "./recipient.ts";

/**
 * Sends a checked message to everybody and returns one outcome per entry of `to`, in order. A number that stands twice
 * is sent to once. Recipients with the same providers travel together, cut to each provider's limit. Those who were
 * provably refused for a passing reason get further rounds.
 */
export async function deliver(message: NamedMessage, dispatch: Dispatch): Promise<Outcome[]> {
  const { totalTimeoutMs: timeoutMs, call } = message;
  if (timeoutMs === undefined) return deliverAll(message, dispatch);
  const deadline = startDeadline({ signal: call.signal, timeoutMs });
  try {
    return await deliverAll({ ...message, call: { ...call, signal: deadline.signal } }, dispatch);
  } finally {
    deadline.clear();
  }
}

async function deliverAll(message: NamedMessage, dispatch: Dispatch): Promise<Outcome[]> {
  const allowed = message.to.filter((to) => !message.guarded.has(to));
  const recipients = new Map<E164, Recipient>(allowed.map((to) => [to, { to, attempts: [] }]));
  await sendRound([...recipients.values()], message, dispatch);
  for (let round = 2; ; round++) {
    const again = [...recipients.values()].filter((recipient) => healable(recipient) !== undefined);
    const wait = dispatch.retry.waitBefore(
      round,
      again.flatMap((recipient) => healable(recipient) ?? []),
    );
    if (wait === undefined) break;
    await pause(wait, message.call.signal);
    if (message.call.signal?.aborted) break;
    await sendRound(again, message, dispatch);
  }
  const seen = new Set<E164>();
  return message.to.map((to) => {
    if (message.guarded.has(to)) return skipped(to, message.reference, "guarded");
    if (seen.has(to)) return skipped(to, message.reference, "duplicate");
    seen.add(to);
    return outcomeOf(recipients.get(to) ?? { to, attempts: [] }, message.reference, endOf(message.call.signal));
  });
}

async function sendRound(recipients: readonly Recipient[], message: NamedMessage, dispatch: Dispatch): Promise<void> {
  const groups = new Map<string, { lines: readonly Line[]; group: Recipient[] }>();
  for (const recipient of recipients) {
    const legs = message.via === undefined ? dispatch.legsFor(recipient.to) : [message.via];
    const known = groups.get(legs.join("\n"));
    if (known !== undefined) known.group.push(recipient);
    else
      groups.set(legs.join("\n"), { lines: legs.flatMap((leg) => dispatch.lines.get(leg) ?? []), group: [recipient] });
  }
  await Promise.all([...groups.values()].map(({ lines, group }) => sendThrough(lines, group, message, dispatch, true)));
}

async function sendThrough(
  lines: readonly Line[],
  group: readonly Recipient[],
  message: NamedMessage,
  dispatch: Dispatch,
  first: boolean,
): Promise<void> {
  for (let sent = 0; sent < group.length; ) {
    if (message.call.signal?.aborted) return;
    const admitted = firstAdmitted(lines);
    const line = admitted?.line ?? (first ? longestOpen(lines) : undefined);
    if (line === undefined) return;
    const chunk = group.slice(sent, sent + line.provider.limits.recipientsPerRequest);
    sent += chunk.length;
    await sendChunk(line, chunk, message, dispatch);
    if (message.call.signal?.aborted) return;
    const next = chunk.filter((recipient) => mayGoOn(recipient, message.riskDuplicate));
    if (next.length > 0) await sendThrough(admitted?.rest ?? [], next, message, dispatch, false);
  }
}

async function sendChunk(
  line: Line,
  chunk: readonly Recipient[],
  message: NamedMessage,
  { retry, hooks, now }: Dispatch,
): Promise<void> {
  const { name } = line.provider;
  const begun = now();
  const to = chunk.map((recipient) => recipient.to);
  const { verdicts, httpStatus } = await sendOn(line, to, message, retry.maxWaitMs);
  const durationMs = Math.round(now() - begun);
  for (const [index, recipient] of chunk.entries()) {
    const verdict = verdicts[index] as Verdict;
    if (verdict.verdict === "accepted") retry.succeeded();
    hooks.attempt(recipient.to, learn(recipient, name, verdict, { httpStatus, durationMs }));
  }
}

function endOf(signal: AbortSignal | undefined): "aborted" | "timeout" | undefined {
  if (signal?.aborted !== true) return undefined;
  return (signal.reason as { name?: unknown } | undefined)?.name === "TimeoutError" ? "timeout" : "aborted";
}
