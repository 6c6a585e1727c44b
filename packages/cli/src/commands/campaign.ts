import { resolve } from "node:path";
import type { Command } from "commander";
import { campaignSource } from "../campaign/file-source.ts";
import { type LaunchCommandOptions, launch } from "../campaign/launch.ts";
import { addCampaignOptions, type CampaignOptions, readCampaign } from "../campaign/options.ts";
import { planExitCode, planFile, showPlan } from "../campaign/plan.ts";
import { examples, type Session } from "../setup/session.ts";
import { findSms } from "../setup/setup.ts";

export function addCampaign(program: Command, session: Session): void {
  const campaign = program.command("campaign").description("send a text to every row of a CSV file");
  addCampaignOptions(campaign.command("plan"))
    .description("check a file and show what it costs and where it goes; sends nothing")
    .addHelpText("after", examples('campaign plan people.csv --text "Dear {name}, you owe {balance}."'))
    .action(async (file: string, options: CampaignOptions) => session.finish(await plan(session, file, options)));
  addCampaignOptions(campaign.command("launch"))
    .description("send a file without bad rows; Ctrl-C stops it and --resume continues")
    .option("--resume", "continue an earlier launch; nothing is sent twice")
    .option("--take-over", "with --resume: the launch on another machine or in another container has ended")
    .option("--accept-damage", "with --resume: pass over damaged lines of the journal; their rows become unknown")
    .option("--journal <path>", "where to record what was sent; default: FILE.journal")
    .option("--skip-bad-rows", "send the good rows of a file that has bad rows")
    .option("--concurrency <number>", "messages in flight at the same time", Number, 16)
    .option("--dry-run", "plan only; send nothing")
    .option("--yes", "send to more than 10 recipients without asking")
    .addHelpText(
      "after",
      examples(
        'campaign launch people.csv --text "Dear {name}, you owe {balance}." --yes',
        'campaign launch people.csv --text "Dear {name}, you owe {balance}." --yes --resume',
      ),
    )
    .action(async (file: string, options: LaunchCommandOptions) =>
      session.finish(options.dryRun ? await plan(session, file, options) : await launch(session, file, options)),
    );
}

async function plan(session: Session, path: string, options: CampaignOptions & { readonly dryRun?: boolean }) {
  const sms = await findSms(session);
  const source = campaignSource(resolve(session.terminal.cwd, path));
  const content = await readCampaign(options, session.terminal);
  const made = await planFile(session, sms, source, content);
  await showPlan(session, made, path);
  if (options.dryRun === true) session.terminal.err("Dry run: nothing was sent.\n");
  return planExitCode(made);
}
