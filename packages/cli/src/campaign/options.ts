import { createHash } from "node:crypto";
import type { Command } from "commander";
import type { CampaignSettings, LocalRegion } from "polysms";
import { readText } from "../setup/recipients.ts";
import { usageError } from "../setup/usage-error.ts";
import type { Terminal } from "../terminal/terminal.ts";

/** What says who gets what in a campaign. The same for its plan and its launch. */
export interface CampaignOptions {
  readonly text?: string;
  readonly template?: string;
  readonly to?: string;
  readonly region?: string;
  readonly via?: string;
  readonly senderId?: string;
  readonly name?: string;
  readonly maxSegments: number;
}

/** Adds the file and the options that `plan` and `launch` share. */
export function addCampaignOptions(command: Command): Command {
  return command
    .argument("<file>", "CSV in UTF-8; its first row names the columns")
    .option("--text <text>", "the text, with {column} for a value from that column; - reads it from standard input")
    .option("--template <name>", "a template of the configuration, instead of a text")
    .option("--to <column>", "column of the phone numbers; default: to, phone, msisdn, mobile or number")
    .option("--region <country>", "country of numbers without a country code: KE, CI, ZA or IN")
    .option("--via <provider>", "send through this provider only")
    .option("--sender-id <id>", "sender ID to use instead of the provider's default")
    .option("--name <name>", "a name for the provider's reports, if the provider takes the whole file")
    .option("--max-segments <number>", "most segments per message, with its values filled in", Number, 10);
}

/** A campaign without its file. */
export type CampaignContent = Omit<CampaignSettings, "file" | "onProblem"> & {
  readonly text: string | undefined;
  readonly template: string | undefined;
};

/** Reads the options, and standard input for the text `-`. Rejects with a usage error if there is nothing to send. */
export async function readCampaign(options: CampaignOptions, terminal: Terminal): Promise<CampaignContent> {
  const { text, template, to, region, via, senderId, name, maxSegments } = options;
  if (text === undefined && template === undefined) {
    throw usageError("There is nothing to send: --text is missing.", 'Add --text "…", or --template with a name.');
  }
  return {
    text: text === "-" ? await readText(terminal) : text,
    template,
    columns: to === undefined ? undefined : { to },
    region: region as LocalRegion | undefined,
    via,
    senderId,
    campaignName: name,
    maxSegments,
  };
}

/** A hash of everything that says who gets what. A journal belongs to this campaign and no other. */
export function contentHash(campaign: CampaignContent, fileDigest: string, mock: boolean): string {
  const content = JSON.stringify([campaign, fileDigest, mock]);
  return createHash("sha256").update(content).digest("hex");
}
