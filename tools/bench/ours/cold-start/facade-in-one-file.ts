import { type Contender, message } from "../../src/contender.ts";
import { answers } from "../account.ts";
import { bundle, fourProviders, idOfOutcome } from "../four-providers.ts";

export const contender: Contender = {
  name: "polysms, facade over four, in one file",
  kind: "ours",
  bundle,
  inOneFile: true,
  speaksFetch: true,
  start: 15,
  answers,
  note:
    "the imports of the facade over four, bundled and minified into one file beforehand, as for a serverless platform; " +
    "no SDK is bundled here, so it is not compared with them",
  async connect(baseUrl, bundled = "") {
    const polysms = (await import(bundled)) as typeof import("polysms");
    const sms = polysms.createSms(fourProviders(polysms, { baseUrl }));
    return async () => idOfOutcome(await sms.send(message));
  },
};
