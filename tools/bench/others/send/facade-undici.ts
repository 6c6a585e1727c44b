import { answers } from "../../ours/account.ts";
import { fourProviders, idOfOutcome } from "../../ours/four-providers.ts";
import { type Contender, message } from "../../src/contender.ts";
import { undiciFetch } from "../undici-fetch.ts";

export const contender: Contender = {
  name: "polysms, facade over four, undici as fetch",
  kind: "ours",
  speaksFetch: false,
  note: "its `fetch` is the one of the recipe, on `undici.request`",
  answers,
  async connect(baseUrl) {
    const polysms = await import("polysms");
    const sms = polysms.createSms(fourProviders(polysms, { baseUrl, fetch: undiciFetch }));
    return async () => idOfOutcome(await sms.send(message));
  },
};
