import type { Contender } from "../../src/contender.ts";
import { answers } from "../account.ts";
import { sendWithEverything } from "../everything.ts";
import { fourProviders } from "../four-providers.ts";

export const contender: Contender = {
  name: "polysms, facade with everything on",
  kind: "ours",
  column: "everything",
  speaksFetch: true,
  limit: 1.1,
  answers,
  note: "rate limit, store with a key per message, hooks, logger",
  async connect(baseUrl) {
    const polysms = await import("polysms");
    return sendWithEverything(polysms, fourProviders(polysms, { baseUrl }));
  },
};
