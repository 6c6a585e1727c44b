import type { ChildProcess } from "node:child_process";
import { once } from "node:events";
import { bundle } from "./bundle.ts";
import { startControl } from "./control-server.ts";
import type { ProbeResult, Step } from "./probe-result.ts";
import { type Runtime, rejectAtEnd } from "./runtime.ts";

interface ProbeRun<Name extends Step> {
  /** Folder of the project that has the packages. */
  readonly project: string;
  readonly steps: readonly Name[];
  /** Where the mocks are, and what else the steps need. */
  readonly task: object;
  /** Called with a function that lets the probe continue, for when its request has arrived. */
  readonly whenArrived: (proceed: () => void) => void;
}

/** Runs steps of the probe in a runtime, to their end. */
export async function runProbe<Name extends Step>(
  { start }: Pick<Runtime, "start">,
  { project, steps, task, whenArrived }: ProbeRun<Name>,
): Promise<Pick<ProbeResult, Name>> {
  const { code } = await bundle(project, "page.js");
  await using control = await startControl({ ...task, steps }, code);
  whenArrived(control.arrived);
  const child = await start(project, control.url);
  try {
    return (await Promise.race([control.result, rejectAtEnd(child)])) as Pick<ProbeResult, Name>;
  } finally {
    await end(child);
  }
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const closed = once(child, "close");
  child.kill();
  await closed;
}
