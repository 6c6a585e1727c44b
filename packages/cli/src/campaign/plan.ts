import { basename } from "node:path";
import type { CampaignPlan } from "polysms";
import { type Session, writeJson } from "../setup/session.ts";
import { type ExitCode, exitCodes } from "../terminal/exit-code.ts";
import { createProgress } from "../terminal/progress.ts";
import type { CampaignSource } from "./file-source.ts";
import { planText } from "./report.ts";

/** Plans with a bar, and with `--json` tells of every problem as it is found. */
export async function planFile(
  session: Session,
  source: CampaignSource,
  plan: (file: () => AsyncIterable<Uint8Array>, onProblem: (problem: object) => void) => Promise<CampaignPlan>,
): Promise<CampaignPlan> {
  const progress = createProgress(session.terminal, source.bytes, "bytes read");
  try {
    return await plan(
      () => source.open((bytes) => progress.update(bytes)),
      (problem) => {
        if (session.globals().json === true) void writeJson(session, { problem });
      },
    );
  } finally {
    progress.end();
  }
}

export async function showPlan(session: Session, plan: CampaignPlan, path: string): Promise<void> {
  if (session.globals().json !== true) return session.terminal.out(planText(plan, basename(path), session.terminal));
  const { problems: _, ...rest } = plan;
  await writeJson(session, { plan: rest });
}

export function planExitCode(plan: CampaignPlan): ExitCode {
  return plan.complete && plan.badRows === 0 ? exitCodes.ok : exitCodes.usage;
}
