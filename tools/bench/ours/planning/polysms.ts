import { openAsBlob } from "node:fs";
import { createSms, intouchvas } from "polysms";
import { type PlanContender, REGION, TEXT } from "../../src/planning.ts";
import { apiKey } from "../account.ts";

const sms = createSms({ providers: [intouchvas({ apiKey })] });

export const contender: PlanContender = {
  name: "polysms, campaigns.plan",
  kind: "ours",
  plan: async (file) => sms.campaigns.plan({ file: await openAsBlob(file), text: TEXT, region: REGION }),
};
