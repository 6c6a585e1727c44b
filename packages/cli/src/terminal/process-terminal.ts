import { once } from "node:events";
import { text } from "node:stream/consumers";
import { confirm, isCancel } from "@clack/prompts";
import type { Terminal } from "./terminal.ts";

const SIGNALS = ["SIGINT", "SIGTERM"] as const;

/** The terminal of this process. */
export function processTerminal(): Terminal {
  const { env, stdin, stdout, stderr } = process;
  const plain = env.NO_COLOR !== undefined && env.NO_COLOR !== "";
  const listeners = new Set<() => void>();
  const interrupt = () => {
    for (const act of listeners) act();
  };
  // Whoever reads the results may stop early (`| head`): nobody wants more of them.
  let gone = false;
  stdout.on("error", (error: NodeJS.ErrnoException) => {
    gone = true;
    if (error.code === "EPIPE" && listeners.size > 0) interrupt();
    else if (error.code !== "EPIPE") throw error;
  });
  return {
    env,
    cwd: process.cwd(),
    asks: stdin.isTTY === true && stderr.isTTY === true,
    paints: stdout.isTTY === true && !plain && env.TERM !== "dumb",
    redraws: stderr.isTTY === true && env.TERM !== "dumb",
    get columns() {
      return stderr.columns > 0 ? stderr.columns : 80;
    },
    async out(written) {
      if (gone || stdout.write(written)) return;
      await Promise.race([once(stdout, "drain"), once(stdout, "close")]).catch(() => {});
    },
    err: (written) => void stderr.write(written),
    input: () => text(stdin),
    async confirm(message) {
      const answer = await confirm({ message, initialValue: false, input: stdin, output: stderr });
      return !isCancel(answer) && answer;
    },
    onInterrupt(act) {
      if (listeners.size === 0) for (const signal of SIGNALS) process.on(signal, interrupt);
      listeners.add(act);
      return () => {
        listeners.delete(act);
        if (listeners.size === 0) for (const signal of SIGNALS) process.off(signal, interrupt);
      };
    },
  };
}
