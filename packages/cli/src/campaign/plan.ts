import { basename } from "node:path";
import type { AnySms, CampaignInput, CampaignPlan, RowProblem } from "polysms";
import { type Session, writeJson } from "../setup/session.ts";
import { type ExitCode, exitCodes } from "../terminal/exit-code.ts";
import { createProgress } from "../terminal/progress.ts";
import type { CampaignSource } from "./file-source.ts";
import type { CampaignContent } from "./options.ts";
import { planText } from "./report.ts";

/** Plans a file, with a progress bar. With `--json` it prints every problem as it is found. */
export async function planFile(
  session: Session,
  sms: AnySms,
  source: CampaignSource,
  content: CampaignContent,
  signal?: AbortSignal,
): Promise<CampaignPlan> {
  const progress = createProgress(session.terminal, source.bytes, "bytes read");
  let planned = false;
  const campaign = {
    ...content,
    // A launch reads the file again, and has a progress bar of its own.
    file: () =>
      source.open((bytes) => {
        if (!planned) progress.update(bytes);
      }),
    onProblem(problem: RowProblem) {
      if (session.globals().json === true) void writeJson(session, { problem });
    },
  } as CampaignInput;
  try {
    return await sms.campaigns.plan(campaign, { signal });
  } finally {
    planned = true;
    progress.end();
  }
}

/** Prints a plan. */
export async function showPlan(session: Session, plan: CampaignPlan, path: string): Promise<void> {
  if (session.globals().json !== true) return session.terminal.out(planText(plan, basename(path), session.terminal));
  const { problems: _, ...rest } = plan;
  await writeJson(session, { plan: rest });
}

/** The exit code of a plan. A bad row counts as wrong usage. */
export function planExitCode(plan: CampaignPlan): ExitCode {
  return plan.complete && plan.badRows === 0 ? exitCodes.ok : exitCodes.usage;
}
