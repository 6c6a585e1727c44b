import { type Contender, message } from "../../src/contender.ts";
import { answers } from "../infobip-answer.ts";

interface Reply {
  readonly data?: { readonly messages: readonly { readonly messageId: string }[] };
}

export const contender: Contender = {
  name: "@infobip-api/sdk",
  kind: "sdk",
  package: "@infobip-api/sdk",
  bundle: 'export { Infobip, AuthType } from "@infobip-api/sdk";',
  speaksFetch: false,
  answers,
  async connect(baseUrl) {
    const { AuthType, Infobip } = await import("@infobip-api/sdk");
    const client = new Infobip({ baseUrl, apiKey: "0".repeat(32), authType: AuthType.ApiKey });
    return async () => {
      const reply: Reply = await client.channels.sms.send({
        messages: [{ text: message.text, destinations: [{ to: message.to.slice(1) }], from: "Polysms" }],
      });
      const id = reply.data?.messages[0]?.messageId;
      if (id === undefined) throw new Error("The message was not taken.");
      return id;
    };
  },
};
