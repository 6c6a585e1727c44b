import { run } from "../src/run.ts";
import type { Terminal } from "../src/terminal/terminal.ts";

export interface Scripted {
  readonly cwd: string;
  readonly env?: Readonly<Record<string, string>>;
  readonly input?: string;
  /** The answer to every question. Without it the terminal is not interactive. */
  readonly answer?: boolean;
  readonly colours?: boolean;
  readonly redraws?: boolean;
}

/** Starts a command in this process. What it writes can be read while it runs. */
export function startInProcess(args: readonly string[], { cwd, env = {}, input = "", answer, ...abilities }: Scripted) {
  const written = { out: "", err: "", questions: [] as string[] };
  const interrupts = new Set<() => void>();
  const watchers = new Set<() => void>();
  const changed = () => {
    for (const watcher of watchers) watcher();
  };
  let ready = () => {};
  const interruptible = new Promise<void>((resolve) => {
    ready = resolve;
  });
  const terminal: Terminal = {
    env: { POLYSMS_STATE_DIR: cwd, ...env },
    cwd,
    interactive: answer !== undefined,
    colours: abilities.colours ?? false,
    redraws: abilities.redraws ?? false,
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
    onInterrupt(listener) {
      interrupts.add(listener);
      ready();
      return () => interrupts.delete(listener);
    },
  };
  return {
    written,
    ended: run(args, terminal).then((code) => ({ code, ...written })),
    /** Resolves when the command listens for Ctrl-C. */
    interruptible,
    interrupt() {
      for (const listener of interrupts) listener();
    },
    /** Resolves when standard output or standard error contains this text. */
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

/** Runs a command in this process to its end. */
export async function polysms(args: readonly string[], scripted: Scripted) {
  return startInProcess(args, scripted).ended;
}
