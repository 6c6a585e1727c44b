import { answers, apiKey, idOf } from "../../ours/account.ts";
import { type Contender, message } from "../../src/contender.ts";
import { undiciFetch } from "../undici-fetch.ts";

export const contender: Contender = {
  name: "polysms, client of one provider, undici as fetch",
  kind: "ours",
  speaksFetch: false,
  note: "its `fetch` is the one of the recipe, on `undici.request`",
  answers,
  async connect(baseUrl) {
    const { createTouchbaseproClient } = await import("@polysms/touchbasepro");
    const client = createTouchbaseproClient({ apiKey, baseUrl, fetch: undiciFetch });
    return async () => {
      const reply = await client.POST("/sms/messages", { body: { text: message.text, to: [message.to] } });
      if (!reply.ok) throw new Error(`HTTP ${reply.response.status}`);
      return idOf(reply.data);
    };
  },
};
