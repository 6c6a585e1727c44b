import type { ChildProcess } from "node:child_process";
import { once } from "node:events";
import { existsSync } from "node:fs";
import { join } from "node:path";

/** A runtime that can run the probe. */
export interface Runtime {
  readonly name: string;
  /** Starts the probe in a project that has the packages, and leaves the rest to the control server. */
  start(project: string, controlUrl: string): Promise<ChildProcess>;
}

const versions = new URL("../versions/node_modules/", import.meta.url).pathname;

/** A file of one of the pinned packages. */
export function pinned(file: string): string {
  const path = join(versions, file);
  if (!existsSync(path)) throw new Error(`tools/runtimes/versions does not have ${file}; run "pnpm install" there.`);
  return path;
}

/** Rejects with everything that a program printed when it ends, however it ends. */
export async function rejectAtEnd(child: ChildProcess): Promise<never> {
  let printed = "";
  for (const stream of [child.stdout, child.stderr]) stream?.on("data", (data: Buffer) => (printed += data));
  const [code, signal] = await once(child, "close");
  throw new Error(`The runtime ended with ${code ?? signal} before it reported.\n${printed}`);
}
