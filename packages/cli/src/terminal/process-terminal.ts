import { once } from "node:events";
import { text } from "node:stream/consumers";
import { confirm, isCancel } from "@clack/prompts";
import type { Terminal } from "./terminal.ts";

const SIGNALS = ["SIGINT", "SIGTERM"] as const;

/** The terminal of this process. */
export function processTerminal(): Terminal {
  const { env, stdin, stdout, stderr } = process;
  const noColour = env.NO_COLOR !== undefined && env.NO_COLOR !== "";
  const listeners = new Set<() => void>();
  const interrupt = () => {
    for (const listener of listeners) listener();
  };
  // The reader of the results may stop early (`| head`): no more results are wanted then.
  let closed = false;
  stdout.on("error", (error: NodeJS.ErrnoException) => {
    closed = true;
    if (error.code === "EPIPE" && listeners.size > 0) interrupt();
    else if (error.code !== "EPIPE") throw error;
  });
  return {
    env,
    cwd: process.cwd(),
    interactive: stdin.isTTY === true && stderr.isTTY === true,
    colours: stdout.isTTY === true && !noColour && env.TERM !== "dumb",
    redraws: stderr.isTTY === true && env.TERM !== "dumb",
    get columns() {
      return stderr.columns > 0 ? stderr.columns : 80;
    },
    async out(results) {
      if (closed || stdout.write(results)) return;
      await Promise.race([once(stdout, "drain"), once(stdout, "close")]).catch(() => {});
    },
    err: (message) => void stderr.write(message),
    input: () => text(stdin),
    async confirm(message) {
      const answer = await confirm({ message, initialValue: false, input: stdin, output: stderr });
      return !isCancel(answer) && answer;
    },
    onInterrupt(listener) {
      if (listeners.size === 0) for (const signal of SIGNALS) process.on(signal, interrupt);
      listeners.add(listener);
      return () => {
        listeners.delete(listener);
        if (listeners.size === 0) for (const signal of SIGNALS) process.off(signal, interrupt);
      };
    },
  };
}
