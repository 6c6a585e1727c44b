import { type Contender, message } from "../../src/contender.ts";
import { answers, apiKey, idOf } from "../account.ts";

export const contender: Contender = {
  name: "polysms, client of one provider",
  kind: "ours",
  column: "client",
  package: "@polysms/touchbasepro",
  bundle: 'export { createTouchbaseproClient, touchbasepro } from "@polysms/touchbasepro";',
  speaksFetch: true,
  limit: 1.05,
  bundleLimit: 6,
  answers,
  async connect(baseUrl) {
    const { createTouchbaseproClient } = await import("@polysms/touchbasepro");
    const client = createTouchbaseproClient({ apiKey, baseUrl });
    return async () => {
      const reply = await client.POST("/sms/messages", { body: { text: message.text, to: [message.to] } });
      if (!reply.ok) throw new Error(`HTTP ${reply.response.status}`);
      return idOf(reply.data);
    };
  },
};
