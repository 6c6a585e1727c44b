import { createHash } from "node:crypto";
import type { Command } from "commander";
import { refuse } from "../setup/usage-error.ts";
import type { Terminal } from "../terminal/terminal.ts";

/** What says who gets what in a campaign; the same for its plan and its launch. */
export interface CampaignOptions {
  readonly text?: string;
  readonly template?: string;
  readonly to: string;
  readonly region?: string;
  readonly via?: string;
  readonly senderId?: string;
  readonly name?: string;
  readonly maxSegments: number;
}

export function addCampaignOptions(command: Command): Command {
  return command
    .argument("<file>", "CSV in UTF-8; its first row names the columns")
    .option("--text <text>", "what is sent, with {column} where a value goes; - reads it from standard input")
    .option("--template <name>", "a template of the configuration in place of a text")
    .option("--to <column>", "the column that holds the numbers", "msisdn")
    .option("--region <country>", "country of numbers without a country code: KE, CI, ZA or IN")
    .option("--via <provider>", "through this provider and no other")
    .option("--sender-id <id>", "sender ID in place of the provider's own")
    .option("--name <name>", "a name for the provider's reports, where it takes the file as a whole")
    .option("--max-segments <number>", "segments that a text may have with its values in it", Number, 10);
}

/** The campaign as the facade takes it, without its file. */
export async function readCampaign(options: CampaignOptions, terminal: Terminal) {
  const { text, template, to, region, via, senderId, name, maxSegments } = options;
  if (text === undefined && template === undefined) throw refuse("Nothing says what to send: --text is missing.");
  return {
    text: text === "-" ? (await terminal.input()).replace(/\r?\n$/, "") : text,
    template,
    columns: { to },
    region,
    via,
    senderId,
    campaignName: name,
    maximumSegments: maxSegments,
  };
}

/** A hash of everything that says who gets what: a journal goes with this campaign and no other. */
export function contentHash(campaign: object, fileDigest: string, mock: boolean): string {
  const whole = JSON.stringify([campaign, fileDigest, mock]);
  return createHash("sha256").update(whole).digest("hex");
}
