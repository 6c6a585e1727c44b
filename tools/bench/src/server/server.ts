import { type Child, startChild } from "../child.ts";
import type { Answers } from "../contender.ts";

interface Server extends Disposable {
  readonly url: string;
}

/** Starts the loopback server for all contenders. */
export async function startServer(answers: readonly Answers[], mustContain: readonly string[]): Promise<Server> {
  const child: Child = startChild("server/loopback-server.ts");
  const port = await child.ask<number>({ answers: Object.assign({}, ...answers), mustContain });
  return { url: `http://127.0.0.1:${port}`, [Symbol.dispose]: () => child[Symbol.dispose]() };
}
