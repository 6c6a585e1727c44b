import { type Contender, message } from "../../src/contender.ts";

export const contender: Contender = {
  name: "@vonage/sms",
  kind: "sdk",
  package: "@vonage/sms",
  bundle: 'export { SMS } from "@vonage/sms";',
  speaksFetch: true,
  answers: {
    "POST /sms/json": {
      status: 200,
      body: {
        "message-count": "1",
        messages: [
          {
            to: message.to.slice(1),
            "message-id": "aaaaaaaa-bbbb-cccc-dddd-0123456789ab",
            status: "0",
            "remaining-balance": "3.14159265",
            "message-price": "0.03330000",
            network: "12345",
          },
        ],
      },
    },
  },
  async connect(restHost) {
    const { SMS } = await import("@vonage/sms");
    const client = new SMS({ apiKey: "00000000", apiSecret: "0".repeat(16) }, { restHost });
    return async () => {
      const { messages } = await client.send({ to: message.to.slice(1), from: "Polysms", text: message.text });
      const [first] = messages;
      if (first?.status !== "0") throw new Error("The message was not taken.");
      return first.messageId;
    };
  },
};
