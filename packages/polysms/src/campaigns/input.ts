import { checkFields, checkSenderId, type E164, invalidInput, type LocalRegion, parsePhone } from "@polysms/core";
import { readPlaceholders } from "../message/placeholders.ts";
import { type CampaignFile, checkFile } from "./file.ts";
import type { RowProblem } from "./row-problem.ts";
import type { RowRules } from "./rows.ts";

/** A file of recipients, and a text or template with values from it. */
export type CampaignInput<Name extends string = string, Template extends string = never> = CampaignSettings<Name> &
  (
    | {
        /** `{name}` is replaced by the value of the column `name`. */ readonly text: string;
        readonly template?: undefined;
      }
    | { /** Its placeholders are columns of the file. */ readonly template: Template; readonly text?: undefined }
  );

export interface CampaignSettings<Name extends string = string> {
  /** CSV in UTF-8, cells separated by commas. The first row names the columns. */
  readonly file: CampaignFile;
  /** The column that holds the numbers; `msisdn` unless told. */
  readonly columns?: { readonly to: string } | undefined;
  /** The country of numbers that are written without a country code. */
  readonly region?: LocalRegion | undefined;
  /** Everything goes through this provider: switches the route and its failover off. */
  readonly via?: Name | undefined;
  /** Sender ID in place of the provider's own. */
  readonly senderId?: string | undefined;
  /** A name for the provider's reports, where the file is uploaded. */
  readonly campaignName?: string | undefined;
  /** Segments that a text may have with its values in it; 10 unless told. */
  readonly maxSegments?: number | undefined;
  /** Told of every problem as it is found, also of those that the plan only counts. */
  readonly onProblem?: ((problem: RowProblem) => void) | undefined;
}

/** A campaign whose every field has been checked; the file has not been opened. */
export interface CheckedCampaign {
  readonly file: CampaignFile;
  readonly rules: RowRules;
  /** The providers for a recipient, first choice first. Asked once for each row: some routes never answer the same. */
  readonly legsFor: (to: E164) => readonly string[];
  /** Where the text is one of the facade's templates. */
  readonly template: string | undefined;
  readonly message: {
    readonly via?: string;
    readonly senderId?: string;
    readonly campaignName?: string;
  };
  readonly onProblem: ((problem: RowProblem) => void) | undefined;
}

/** A campaign as plain JavaScript may write it. */
export type LooseCampaign = CampaignSettings & {
  readonly text?: string | undefined;
  readonly template?: string | undefined;
};

/** What campaigns are checked against. */
export interface CampaignRules {
  readonly names: readonly string[];
  readonly legsFor: (to: E164) => readonly string[];
  /** The text of a template. Throws an `SmsError` when there is none of this name. */
  readonly textOf: (template: unknown) => string;
}

const fields = [
  "file",
  "text",
  "template",
  "columns",
  "region",
  "via",
  "senderId",
  "campaignName",
  "maximumSegments",
  "onProblem",
];

/** Refuses what is wrong with the input itself, before the file is opened. */
export function checkCampaign(input: LooseCampaign, { names, legsFor, textOf }: CampaignRules): CheckedCampaign {
  if (typeof input !== "object" || input === null)
    throw invalidInput("campaign", "must be an object with file and text.");
  checkFields(input, fields);
  const {
    template,
    columns = { to: "msisdn" },
    region,
    via,
    senderId,
    campaignName,
    maxSegments: maximumSegments = 10,
  } = input;
  const file = checkFile(input.file);
  if (template !== undefined && input.text !== undefined) {
    throw invalidInput("text", "cannot be given together with template.");
  }
  const text = template === undefined ? input.text : textOf(template);
  if (typeof text !== "string") throw invalidInput("text", `must be a string, not ${typeof text}.`);
  if (text.trim() === "") throw invalidInput("text", "is empty; there is nothing to send.");
  if (typeof columns !== "object" || columns === null)
    throw invalidInput("columns", "must be an object such as { to }.");
  checkFields(columns, ["to"], { inside: "columns." });
  if (typeof columns.to !== "string" || columns.to.trim() === "") {
    throw invalidInput("columns.to", "must be the name of the column that holds the numbers.");
  }
  if (region !== undefined) checkRegion(region);
  if (via !== undefined && !names.includes(via)) {
    throw invalidInput("via", `names a provider that is not configured; there are ${names.join(", ")}.`);
  }
  if (senderId !== undefined) checkSenderId(senderId);
  if (campaignName !== undefined && (typeof campaignName !== "string" || campaignName.trim() === "")) {
    throw invalidInput("campaignName", "must be a text that is not empty.");
  }
  if (!(Number.isInteger(maximumSegments) && maximumSegments >= 1)) {
    throw invalidInput("maximumSegments", "must be a whole number of at least 1.");
  }
  if (input.onProblem !== undefined && typeof input.onProblem !== "function") {
    throw invalidInput("onProblem", "must be a function.");
  }
  return {
    file,
    rules: {
      text: readPlaceholders(text),
      toColumn: columns.to.trim(),
      region,
      maximumSegments,
    },
    legsFor: via === undefined ? legsFor : () => [via],
    template,
    message: {
      ...(via === undefined ? {} : { via }),
      ...(senderId === undefined ? {} : { senderId }),
      ...(campaignName === undefined ? {} : { campaignName }),
    },
    onProblem: input.onProblem,
  };
}

function checkRegion(region: LocalRegion): void {
  // Only core knows the regions; it names them when it is given another.
  const parsed = parsePhone("0", { region });
  if (!parsed.ok && parsed.reason === "region-needed") throw invalidInput("region", `is not known. ${parsed.message}`);
}
