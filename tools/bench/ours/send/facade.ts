import { type Contender, message } from "../../src/contender.ts";
import { answers } from "../account.ts";
import { bundle, fourProviders, idOfOutcome } from "../four-providers.ts";

export const contender: Contender = {
  name: "polysms, facade over four",
  kind: "ours",
  column: "facade",
  package: "polysms",
  bundle,
  speaksFetch: true,
  limit: 1.1,
  start: 15,
  bundleLimit: 16,
  answers,
  note: "retries and breakers are always on",
  async connect(baseUrl) {
    const polysms = await import("polysms");
    const sms = polysms.createSms(fourProviders(polysms, { baseUrl }));
    return async () => idOfOutcome(await sms.send(message));
  },
};
