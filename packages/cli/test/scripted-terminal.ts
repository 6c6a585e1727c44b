import { run } from "../src/run.ts";
import type { Terminal } from "../src/terminal/terminal.ts";

export interface Scripted {
  readonly cwd: string;
  readonly env?: Readonly<Record<string, string>>;
  readonly input?: string;
  /** What is answered to questions; without it there is nobody to ask. */
  readonly answer?: boolean;
  readonly paints?: boolean;
  readonly redraws?: boolean;
}

/** A command that runs in this process. What it writes can be read while it runs. */
export function begin(args: readonly string[], { cwd, env = {}, input = "", answer, ...looks }: Scripted) {
  const written = { out: "", err: "", questions: [] as string[] };
  const interrupts = new Set<() => void>();
  const watchers = new Set<() => void>();
  const changed = () => {
    for (const act of watchers) act();
  };
  let ready = () => {};
  const interruptible = new Promise<void>((resolve) => {
    ready = resolve;
  });
  const terminal: Terminal = {
    env: { POLYSMS_STATE_DIR: cwd, ...env },
    cwd,
    asks: answer !== undefined,
    paints: looks.paints ?? false,
    redraws: looks.redraws ?? false,
    columns: 80,
    async out(text) {
      written.out += text;
      changed();
    },
    err(text) {
      written.err += text;
      changed();
    },
    input: async () => input,
    async confirm(question) {
      written.questions.push(question);
      return answer === true;
    },
    onInterrupt(act) {
      interrupts.add(act);
      ready();
      return () => interrupts.delete(act);
    },
  };
  return {
    written,
    ended: run(args, terminal).then((code) => ({ code, ...written })),
    /** Resolves when the command has begun to listen for Ctrl-C. */
    interruptible,
    interrupt() {
      for (const act of interrupts) act();
    },
    /** Resolves when the results or the messages contain this text. */
    wrote: (text: string) =>
      new Promise<void>((resolve) => {
        const look = () => {
          if (!written.out.includes(text) && !written.err.includes(text)) return;
          watchers.delete(look);
          resolve();
        };
        watchers.add(look);
        look();
      }),
  };
}

/** The same, to its end. */
export async function polysms(args: readonly string[], scripted: Scripted) {
  return begin(args, scripted).ended;
}
