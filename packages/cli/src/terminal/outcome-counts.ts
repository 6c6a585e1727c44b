import type { Outcome } from "polysms";
import { type ExitCode, exitCodes } from "./exit-code.ts";
import { count } from "./table.ts";

export type Status = Outcome["status"];
export type OutcomeCounts = Readonly<Record<Status, number>>;

export function noOutcomes(): Record<Status, number> {
  return { accepted: 0, rejected: 0, unknown: 0, skipped: 0 };
}

/** The exit code after these outcomes. Unknown outweighs rejected. */
export function exitCodeOf({ unknown, rejected }: OutcomeCounts): ExitCode {
  if (unknown > 0) return exitCodes.unknown;
  return rejected > 0 ? exitCodes.rejected : exitCodes.ok;
}

/** For example `2 accepted, 1 rejected`. Leaves out what is zero. */
export function describeCounts(counts: OutcomeCounts): string {
  const positive = Object.entries(counts).filter(([, number]) => number > 0);
  if (positive.length === 0) return "nothing";
  return positive.map(([status, number]) => `${count(number)} ${status}`).join(", ");
}
