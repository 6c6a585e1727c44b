import { checkFields, checkSenderId, invalidInput, type LocalRegion, parsePhone } from "@polysms/core";
import { findProvider } from "../message/find-provider.ts";
import { readPlaceholders } from "../message/placeholders.ts";
import { checkText, checkTextOrTemplate } from "../message/templates.ts";
import type { ProvidersFor } from "../routing/route.ts";
import type { CampaignContext } from "./context.ts";
import { type CampaignFile, checkFile } from "./file.ts";
import type { RowProblem } from "./row-problem.ts";
import type { RowRules } from "./rows.ts";

/** A file of recipients, a text or a template to fill in with its values, and the settings. */
export type CampaignInput<Name extends string = string, Template extends string = never> = CampaignSettings<Name> &
  (
    | {
        /** The text. `{name}` is replaced by the value of the column `name`. */ readonly text: string;
        readonly template?: undefined;
      }
    | {
        /** A template whose placeholders are columns of the file. */ readonly template: Template;
        readonly text?: undefined;
      }
  );

/** The settings of a campaign, besides its text. */
export interface CampaignSettings<Name extends string = string> {
  /** CSV in UTF-8, cells separated by commas. The first row names the columns. */
  readonly file: CampaignFile;
  /**
   * The column that holds the numbers. Default: the one of `to`, `phone`, `msisdn`, `mobile` and `number` that the
   * header has, in upper or lower case. If it has two of them, name the right one here.
   */
  readonly columns?: { readonly to: string } | undefined;
  /** The country of numbers that are written without a country code. Default: none, such rows are bad. */
  readonly region?: LocalRegion | undefined;
  /** The only provider to use. Switches the route and its failover off. */
  readonly via?: Name | undefined;
  /** Sender ID instead of the provider's own: up to 11 characters, or a number. */
  readonly senderId?: string | undefined;
  /** A name for the campaign in the provider's own reports, if it takes files. */
  readonly campaignName?: string | undefined;
  /** The most segments that a text may have with its values filled in. Default 10. */
  readonly maxSegments?: number | undefined;
  /** Called for every problem as it is found, including those the plan only counts. */
  readonly onProblem?: ((problem: RowProblem) => void) | undefined;
}

/** A campaign whose every field has been checked; the file has not been opened. */
export interface CheckedCampaign {
  readonly file: CampaignFile;
  readonly rules: RowRules;
  /**
   * The providers for a recipient, first choice first. Asked once for each row, because some routes change their
   * answer.
   */
  readonly providersFor: ProvidersFor;
  /** The name of the template, if there is one. */
  readonly template: string | undefined;
  readonly message: {
    readonly via?: string;
    readonly senderId?: string;
    readonly campaignName?: string;
  };
  readonly onProblem: ((problem: RowProblem) => void) | undefined;
}

/** A campaign before it is checked, as plain JavaScript may write it. */
export type LooseCampaign = CampaignSettings & {
  readonly text?: string | undefined;
  readonly template?: string | undefined;
};

const FIELDS = [
  "file",
  "text",
  "template",
  "columns",
  "region",
  "via",
  "senderId",
  "campaignName",
  "maxSegments",
  "onProblem",
];

/** Throws an `SmsError` for wrong input, before the file is opened. */
export function checkCampaign(input: LooseCampaign, { providers, pipeline, textOf }: CampaignContext): CheckedCampaign {
  if (typeof input !== "object" || input === null)
    throw invalidInput("campaign", "must be an object with file and text.");
  checkFields(input, FIELDS);
  const { template, columns, region, via, senderId, campaignName, maxSegments = 10 } = input;
  const file = checkFile(input.file);
  checkTextOrTemplate(input);
  const text = checkText(template === undefined ? input.text : textOf(template));
  if (columns !== undefined) checkColumns(columns);
  if (region !== undefined) checkRegion(region);
  if (via !== undefined) findProvider(providers, via, "via");
  if (senderId !== undefined) checkSenderId(senderId);
  if (campaignName !== undefined && (typeof campaignName !== "string" || campaignName.trim() === "")) {
    throw invalidInput("campaignName", "must be a string that is not empty.");
  }
  if (!(Number.isInteger(maxSegments) && maxSegments >= 1)) {
    throw invalidInput("maxSegments", "must be a whole number of at least 1.");
  }
  if (input.onProblem !== undefined && typeof input.onProblem !== "function") {
    throw invalidInput("onProblem", "must be a function.");
  }
  return {
    file,
    rules: {
      text: readPlaceholders(text),
      toColumn: columns?.to.trim(),
      region,
      maxSegments,
    },
    providersFor: via === undefined ? pipeline.context.providersFor : () => [via],
    template,
    message: {
      ...(via === undefined ? {} : { via }),
      ...(senderId === undefined ? {} : { senderId }),
      ...(campaignName === undefined ? {} : { campaignName }),
    },
    onProblem: input.onProblem,
  };
}

function checkColumns(columns: { readonly to: string }): void {
  if (typeof columns !== "object" || columns === null) {
    throw invalidInput("columns", "must be an object such as { to }.");
  }
  checkFields(columns, ["to"], { inside: "columns." });
  if (typeof columns.to === "string" && columns.to.trim() !== "") return;
  throw invalidInput("columns.to", "must be the name of the column that holds the numbers.");
}

function checkRegion(region: LocalRegion): void {
  // Only core knows the regions, and its message lists them.
  const parsed = parsePhone("0", { region });
  if (!parsed.ok && parsed.reason === "region-needed") throw invalidInput("region", `is not known. ${parsed.message}`);
}
