import { type E164, isSmsError, type Outcome, type SmsError, startDeadline, type Verdict } from "@polysms/core";
import { pause } from "../concurrency/wait.ts";
import { parkedRejection } from "../routing/parking.ts";
import { lastResort, nextAvailable, type ResilientProvider, sendVia } from "../routing/resilient-provider.ts";
import type { ClaimedMessage } from "./claims.ts";
import { mayFailOver, outcomeOf, type Recipient, recordAttempt, retryableRejection, skipped } from "./recipient.ts";
import type { SendContext } from "./send-context.ts";

/**
 * Sends a checked message to every recipient and returns one outcome per entry of `to`, in order. A number that appears
 * twice is sent to once. Recipients with the same providers share requests, cut to each provider's limit. Recipients
 * that were provably rejected for a reason that may pass are retried.
 */
export async function sendToAll(message: ClaimedMessage, context: SendContext): Promise<Outcome[]> {
  const { totalTimeoutMs: timeoutMs, call } = message;
  if (timeoutMs === undefined) return sendAndRetry(message, context);
  const deadline = startDeadline({ signal: call.signal, timeoutMs });
  try {
    return await sendAndRetry({ ...message, call: { ...call, signal: deadline.signal } }, context);
  } finally {
    deadline.clear();
  }
}

async function sendAndRetry(message: ClaimedMessage, context: SendContext): Promise<Outcome[]> {
  const { retry } = context;
  const { signal } = message.call;
  const unique = new Set(message.to.filter((to) => !message.guarded.has(to)));
  const found = await message.claims?.find([...unique]);
  const recipients = new Map<E164, Recipient>();
  for (const to of unique) {
    const recipient: Recipient = { to, attempts: [] };
    recipients.set(to, recipient);
    if (isTaken(recipient, found?.get(to))) continue;
    // The route is asked once: a round robin would give another answer next time.
    recipient.providers = message.via === undefined ? context.providersFor(to) : [message.via];
  }
  const all = [...recipients.values()];
  await sendByRoute(
    all.filter(({ providers }) => providers !== undefined),
    message,
    context,
  );
  for (let attempt = 2; ; attempt++) {
    const again = all.flatMap((recipient) => {
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
  const outcomes = message.to.map((to) => {
    if (message.guarded.has(to)) return skipped(to, message.reference, "guarded");
    const recipient = recipients.get(to);
    if (recipient === undefined) return skipped(to, message.reference, "duplicate");
    recipients.delete(to);
    return outcomeOf(recipient, message.reference, ended);
  });
  await message.claims?.settle(outcomes);
  // A store that fails before anything was sent is the caller's to hear of; later it must not hide other outcomes.
  const failure = all.find(({ storeFailure }) => storeFailure !== undefined)?.storeFailure;
  if (failure !== undefined && all.every(({ attempts, known }) => attempts.length === 0 && known === undefined)) {
    throw failure;
  }
  return outcomes;
}

/** Groups recipients by their providers. Groups are sent in parallel, the requests of one group one after the other. */
async function sendByRoute(
  recipients: readonly Recipient[],
  message: ClaimedMessage,
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
  message: ClaimedMessage,
  context: SendContext,
  first: boolean,
): Promise<void> {
  const { signal } = message.call;
  const busy: Recipient[] = [];
  for (let sent = 0; sent < group.length; ) {
    if (signal?.aborted) break;
    const selection =
      (await nextAvailable(providers, context.retry.maxDelayMs, signal)) ??
      (first && !signal?.aborted ? await lastResort(providers, signal) : undefined);
    if (selection === undefined) {
      const parked = signal?.aborted ? undefined : parkedRejection(providers);
      for (const recipient of group.slice(sent)) recipient.parked = parked;
      break;
    }
    const chunk = group.slice(sent, sent + selection.chosen.provider.limits.recipientsPerRequest);
    sent += chunk.length;
    const claimed = await claim(chunk, message, busy);
    // Aborted while the store was asked: what was claimed is freed when the call ends.
    if (claimed.length === 0 || signal?.aborted) selection.giveBack();
    else await sendChunk(selection.chosen, claimed, message, context);
    const next = signal?.aborted ? [] : claimed.filter((recipient) => mayFailOver(recipient, message.riskDuplicate));
    // After an unknown whose risk is taken the recipient stays claimed: it is not free for other calls.
    const open = selection.rest.length === 0 ? [] : next.filter(({ firstUnknown }) => firstUnknown !== undefined);
    const settled = claimed.filter((recipient) => !open.includes(recipient));
    await message.claims?.settle(settled.map((recipient) => outcomeOf(recipient, message.reference)));
    if (next.length > 0) await sendThrough(selection.rest, next, message, context, false);
  }
  if (busy.length === 0) return;
  // What this call claimed here is settled by now, so it may wait for another call, even if that one waits for this one.
  const found = await message.claims?.find(busy.map(({ to }) => to));
  const free = busy.filter((recipient) => !isTaken(recipient, found?.get(recipient.to)));
  if (free.length > 0) await sendThrough(providers, free, message, context, first);
}

/** Claims the recipients just before the first byte, and returns those that are this call's to send to. */
async function claim(
  chunk: readonly Recipient[],
  { claims }: ClaimedMessage,
  busy: Recipient[],
): Promise<readonly Recipient[]> {
  if (claims === undefined) return chunk;
  const obstacles = await claims.reserve(chunk.map(({ to }) => to));
  return chunk.filter((recipient) => {
    const obstacle = obstacles.get(recipient.to);
    if (obstacle !== "busy") return !isTaken(recipient, obstacle);
    busy.push(recipient);
    return false;
  });
}

/** Notes on the recipient why it is not to be sent to, if so. */
function isTaken(recipient: Recipient, obstacle: Outcome | SmsError | undefined): boolean {
  if (isSmsError(obstacle)) recipient.storeFailure = obstacle;
  else recipient.known = obstacle;
  return obstacle !== undefined;
}

async function sendChunk(
  resilient: ResilientProvider,
  chunk: readonly Recipient[],
  message: ClaimedMessage,
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
