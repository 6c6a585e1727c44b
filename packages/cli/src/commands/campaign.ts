import { resolve } from "node:path";
import type { Command } from "commander";
import type { CampaignInput } from "polysms";
import { campaignSource } from "../campaign/file-source.ts";
import { type LaunchCommandOptions, launch } from "../campaign/launch.ts";
import { addCampaignOptions, type CampaignOptions, readCampaign } from "../campaign/options.ts";
import { planExitCode, planFile, showPlan } from "../campaign/plan.ts";
import { examples, type Session } from "../setup/session.ts";
import { findSms } from "../setup/setup.ts";

export function addCampaign(program: Command, session: Session): void {
  const campaign = program.command("campaign").description("personal messages to the rows of a CSV file");
  addCampaignOptions(campaign.command("plan"))
    .description("check a file and say what it costs and where it goes; sends nothing")
    .addHelpText("after", examples('campaign plan people.csv --text "Dear {name}, you owe {balance}."'))
    .action(async (file: string, options: CampaignOptions) => session.finish(await plan(session, file, options)));
  addCampaignOptions(campaign.command("launch"))
    .description("send a file that has no bad row; can be stopped with Ctrl-C and resumed")
    .option("--resume", "go on where an earlier launch stopped; nobody is sent to twice")
    .option(
      "--take-over",
      "with --resume: whoever had the journal on another machine or in another container has ended",
    )
    .option("--journal <path>", "where to keep what has been sent; FILE.journal unless told")
    .option("--skip-bad-rows", "send the good rows of a file that has bad ones")
    .option("--concurrency <number>", "messages in flight at once", Number, 16)
    .option("--dry-run", "plan only, and send nothing")
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
  const input = await readCampaign(options, session.terminal);
  const made = await planFile(session, source, (file, onProblem) =>
    sms.campaigns.plan({ ...input, file, onProblem } as CampaignInput),
  );
  await showPlan(session, made, path);
  if (options.dryRun === true) session.terminal.err("Dry run: nothing was sent.\n");
  return planExitCode(made);
}
