import {
  type CallOptions,
  DEFAULT_TIMEOUT_MS,
  rejected,
  SmsError,
  startDeadline,
  unknown,
  type Verdict,
} from "@polysms/core";
import type { MemoryLog, NewMessage } from "./message.ts";
import type { MemoryOperation, Script, ScriptedAnswer } from "./script.ts";

/** Waits for `ms` milliseconds, or only pretends to. It may end early when the signal fires, but does not have to. */
export type Sleep = (ms: number, signal: AbortSignal) => Promise<void>;

/** What the capabilities of one memory provider share. */
export interface MemoryContext {
  readonly name: string;
  readonly script: Script;
  readonly log: MemoryLog;
  readonly sleep: Sleep;
}

/** Sends messages in one request. Like a client, it rejects only before they have arrived: nobody took them. */
export async function sendMessages(
  context: MemoryContext,
  messages: readonly NewMessage[],
  call: CallOptions,
): Promise<Verdict[]> {
  const { name, script, log } = context;
  const kind = messages[0]?.kind ?? "send";
  return withDeadline(context, call, async (wait) => {
    const answers = script.take(kind, kind === "files" ? [undefined] : messages.map(({ to }) => to));
    // Logged before the wait: a message in flight may have arrived.
    const arrived = messages.map((message) => log.add(message));
    const ended = await wait(answers);
    if (ended !== undefined) return messages.map(() => noAnswer(name, ended));
    return arrived.map(({ id, setStatus }, index) => {
      const answer = answers[index] ?? answers[0];
      setStatus(answer?.status ?? "accepted");
      return verdictOf(name, answer, id);
    });
  });
}

/** Asks for something other than a message. Rejects with the `SmsError` that the script has for the operation. */
export async function ask<Value>(
  context: MemoryContext,
  on: MemoryOperation,
  call: CallOptions,
  answer: () => Value,
): Promise<Value> {
  return withDeadline(context, call, async (wait) => {
    const scripted = context.script.take(on);
    const ended = await wait(scripted);
    const verdict = ended === undefined ? verdictOf(context.name, scripted[0], "") : noAnswer(context.name, ended);
    if (verdict.status !== "accepted") throw verdict.error;
    return answer();
  });
}

type Ended = "timeout" | "aborted";
type Wait = (answers: readonly ScriptedAnswer[]) => Promise<Ended | undefined>;

/** Runs one request under its deadline, which also holds if `sleep` only pretends to wait. */
async function withDeadline<Value>(
  { name, sleep }: MemoryContext,
  call: CallOptions,
  run: (wait: Wait) => Promise<Value>,
) {
  const { timeoutMs = DEFAULT_TIMEOUT_MS } = call;
  const deadline = startDeadline(call);
  try {
    const before = deadline.ended();
    if (before !== undefined) {
      const problem = `${name}: ${before === "timeout" ? "out of time" : "aborted"} before anything was sent.`;
      throw new SmsError(problem, { code: before, mayHaveBeenSent: false, provider: name });
    }
    return await run(async (answers) => {
      const afterMs = Math.max(0, ...answers.map((answer) => answer.afterMs));
      if (afterMs === 0) return undefined;
      try {
        await deadline.within(sleep(Math.min(afterMs, timeoutMs), deadline.signal));
      } catch (error) {
        // Not the deadline: the test's own `sleep` failed.
        if (deadline.ended() === undefined) throw error;
      }
      return deadline.ended() ?? (afterMs >= timeoutMs ? "timeout" : undefined);
    });
  } finally {
    deadline.clear();
  }
}

function noAnswer(provider: string, code: Ended): Verdict {
  const problem = code === "timeout" ? "no complete answer in time." : "aborted in flight.";
  return unknown(`${provider}: ${problem}`, { code, provider });
}

function verdictOf(provider: string, answer: ScriptedAnswer | undefined, id: string): Verdict {
  if (answer === undefined || answer.status === "accepted") return { status: "accepted", id };
  const { status, code, retryAfterMs } = answer;
  const details = { code, provider, retryAfterMs };
  return status === "unknown"
    ? unknown(`${provider}: no answer that says anything, as the test asked.`, details)
    : rejected(`${provider}: rejected, as the test asked.`, details);
}

/** Waits with a timer, which the signal stops. */
export const sleepWithTimer: Sleep = (ms, signal) =>
  new Promise((resolve) => {
    const wake = () => {
      clearTimeout(timer);
      signal.removeEventListener("abort", wake);
      resolve();
    };
    const timer = setTimeout(wake, ms);
    signal.addEventListener("abort", wake, { once: true });
  });
