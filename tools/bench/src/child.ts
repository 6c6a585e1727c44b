import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";

/**
 * A process that lives for many orders, and answers one after the other. That is why it is not started with
 * @polysms/workspace, whose programs run once and are read when they end.
 */
export interface Child extends Disposable {
  ask<Answer>(order?: object): Promise<Answer>;
}

/** Starts a file of this folder or one below it. Its output is shown only if it fails. */
export function startChild(file: string, args: readonly string[] = []): Child {
  const script = new URL(file, import.meta.url).pathname;
  const child = fork(script, args, { stdio: ["ignore", "pipe", "pipe", "ipc"] });
  let printed = "";
  for (const stream of [child.stdout, child.stderr]) stream?.on("data", (data: Buffer) => (printed += data));
  return {
    async ask<Answer>(order?: object): Promise<Answer> {
      const answer = nextMessage(child);
      if (order !== undefined) child.send(order);
      try {
        return (await answer) as Answer;
      } catch (error) {
        throw new Error(`${[file, ...args].join(" ")}: ${(error as Error).message}\n${printed.slice(-4000)}`);
      }
    },
    [Symbol.dispose]: () => {
      child.kill();
    },
  };
}

async function nextMessage(child: ChildProcess): Promise<unknown> {
  const waiting = new AbortController();
  const ended = once(child, "exit", waiting).then(([code, signal]) => {
    throw new Error(`ended with ${code ?? signal}`);
  });
  try {
    const [answer] = (await Promise.race([once(child, "message", waiting), ended])) as unknown[];
    return answer;
  } finally {
    ended.catch(() => {});
    waiting.abort();
  }
}
