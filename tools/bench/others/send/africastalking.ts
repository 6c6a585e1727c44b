import { type Contender, message } from "../../src/contender.ts";
import { sendHttpsTo } from "../plain-https.ts";

interface Reply {
  readonly SMSMessageData: {
    readonly Recipients: readonly { readonly statusCode: number; readonly messageId: string }[];
  };
}

export const contender: Contender = {
  name: "africastalking",
  kind: "sdk",
  package: "africastalking",
  bundle: 'export { default } from "africastalking";',
  speaksFetch: false,
  note: "its https host is fixed, and the global agent sends it to loopback",
  answers: {
    "POST /version1/messaging": {
      status: 201,
      body: {
        SMSMessageData: {
          Message: "Sent to 1/1 Total Cost: ZAR 0.2500",
          Recipients: [
            {
              statusCode: 101,
              number: message.to,
              status: "Success",
              cost: "ZAR 0.2500",
              messageId: "ATPid_SampleTxnId123",
            },
          ],
        },
      },
    },
  },
  async connect(url) {
    sendHttpsTo(url);
    const { default: africasTalking } = await import("africastalking");
    const { SMS } = africasTalking({ apiKey: "0".repeat(64), username: "bench" });
    return async () => {
      const { SMSMessageData } = (await SMS.send({ to: message.to, message: message.text })) as Reply;
      const [first] = SMSMessageData.Recipients;
      if (first?.statusCode !== 101) throw new Error("The message was not taken.");
      return first.messageId;
    };
  },
};
