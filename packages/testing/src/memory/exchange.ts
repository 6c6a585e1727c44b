import {
  type CallOptions,
  DEFAULT_TIMEOUT_MS,
  rejected,
  SmsError,
  startDeadline,
  unknown,
  type Verdict,
} from "@polysms/core";
import type { Incoming, MemoryLog } from "./message.ts";
import type { MemoryOperation, Script, ScriptedAnswer } from "./script.ts";

/** Lets time pass, or pretends to; may end early, and need not, when the signal fires. */
export type Sleep = (ms: number, signal: AbortSignal) => Promise<void>;

/** What the capabilities of one memory provider share. */
export interface MemoryDesk {
  readonly name: string;
  readonly script: Script;
  readonly log: MemoryLog;
  readonly sleep: Sleep;
}

/** Hands messages over as one request. Rejects only before they have arrived, as a client does: nobody took them. */
export async function deliver(desk: MemoryDesk, messages: readonly Incoming[], call: CallOptions): Promise<Verdict[]> {
  const { name, script, log } = desk;
  const kind = messages[0]?.kind ?? "send";
  return within(desk, call, async (wait) => {
    const answers = script.take(kind, kind === "files" ? [undefined] : messages.map(({ to }) => to));
    // Noted before the wait: what is in flight has arrived, for all that anybody knows.
    const arrived = messages.map((message) => log.add(message));
    const ended = await wait(answers);
    if (ended !== undefined) return messages.map(() => lost(name, ended));
    return arrived.map(({ id, judged }, index) => {
      const answer = answers[index] ?? answers[0];
      judged(answer?.status ?? "accepted");
      return verdictOf(name, answer, id);
    });
  });
}

/** Asks for something other than a message. Rejects with the `SmsError` that the script wants. */
export async function ask<Value>(
  desk: MemoryDesk,
  on: MemoryOperation,
  call: CallOptions,
  answer: () => Value,
): Promise<Value> {
  return within(desk, call, async (wait) => {
    const scripted = desk.script.take(on);
    const ended = await wait(scripted);
    const verdict = ended === undefined ? verdictOf(desk.name, scripted[0], "") : lost(desk.name, ended);
    if (verdict.status !== "accepted") throw verdict.error;
    return answer();
  });
}

type Ended = "timeout" | "aborted";
type Wait = (answers: readonly ScriptedAnswer[]) => Promise<Ended | undefined>;

/** Runs one request under its deadline, which is kept also when nobody really sleeps. */
async function within<Value>({ name, sleep }: MemoryDesk, call: CallOptions, run: (wait: Wait) => Promise<Value>) {
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
        // A sleep of the test's own failed.
        if (deadline.ended() === undefined) throw error;
      }
      return deadline.ended() ?? (afterMs >= timeoutMs ? "timeout" : undefined);
    });
  } finally {
    deadline.clear();
  }
}

function lost(provider: string, code: Ended): Verdict {
  const problem = code === "timeout" ? "no complete answer in time." : "aborted in flight.";
  return unknown(`${provider}: ${problem}`, { code, provider });
}

function verdictOf(provider: string, answer: ScriptedAnswer | undefined, id: string): Verdict {
  if (answer === undefined || answer.status === "accepted") return { status: "accepted", id };
  const { status: verdict, code, retryAfterMs } = answer;
  const details = { code, provider, retryAfterMs };
  return verdict === "unknown"
    ? unknown(`${provider}: no answer that says anything, as the test wants it.`, details)
    : rejected(`${provider}: refused, as the test wants it.`, details);
}

/** A timer that the signal stops. */
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
