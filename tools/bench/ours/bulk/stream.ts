import * as polysms from "polysms";
import { type BulkContender, CONCURRENCY } from "../../src/bulk.ts";
import { message } from "../../src/contender.ts";
import { answers } from "../account.ts";
import { fourProviders, idOfOutcome } from "../four-providers.ts";

export const contender: BulkContender = {
  name: "polysms, sms.stream",
  kind: "ours",
  answers,
  async sendAll(baseUrl, recipients, sent) {
    const sms = polysms.createSms(fourProviders(polysms, { baseUrl }));
    const rows = (function* () {
      for (const to of recipients) yield { to, text: message.text };
    })();
    for await (const outcome of sms.stream(rows, { concurrency: CONCURRENCY })) {
      idOfOutcome(outcome);
      sent();
    }
  },
};
