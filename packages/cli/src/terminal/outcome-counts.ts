import type { Outcome } from "polysms";
import { type ExitCode, exitCodes } from "./exit-code.ts";
import { count } from "./table.ts";

export type Status = Outcome["status"];
export type Counts = Readonly<Record<Status, number>>;

export function noCounts(): Record<Status, number> {
  return { accepted: 0, rejected: 0, unknown: 0, skipped: 0 };
}

/** What the process ends with after these outcomes. Not knowing weighs more than a refusal. */
export function exitCodeOf({ unknown, rejected }: Counts): ExitCode {
  if (unknown > 0) return exitCodes.unknown;
  return rejected > 0 ? exitCodes.rejected : exitCodes.ok;
}

/** `2 accepted, 1 rejected`: only what there is. */
export function describeCounts(counts: Counts): string {
  const there = Object.entries(counts).filter(([, number]) => number > 0);
  return there.length === 0 ? "nothing" : there.map(([status, number]) => `${count(number)} ${status}`).join(", ");
}
