import { type Contender, message } from "../../src/contender.ts";
import { sendHttpsTo } from "../plain-https.ts";

export const contender: Contender = {
  name: "notifme-sdk",
  kind: "sdk",
  package: "notifme-sdk",
  bundle: 'export { default } from "notifme-sdk";',
  speaksFetch: false,
  note:
    "through its provider for Plivo; its https hosts are fixed, and the global agent sends them to loopback; " +
    "it opens a new connection for each message and has no option against that",
  answers: {
    "POST /v1/Account/bench/Message/": {
      status: 202,
      body: {
        message: "message(s) queued",
        message_uuid: ["db3ce55a-7f1d-11e1-8ea7-1231380bc196"],
        api_id: "db342550-7f1d-11e1-8ea7-1231380bc196",
      },
    },
  },
  async connect(url) {
    sendHttpsTo(url);
    const { default: imported } = await import("notifme-sdk");
    const { default: NotifmeSdk } = imported;
    const provider = { type: "plivo", authId: "bench", authToken: "0".repeat(40) };
    const client = new NotifmeSdk({ channels: { sms: { providers: [provider] } } });
    return async () => {
      const result = await client.send({ sms: { from: "Polysms", to: message.to, text: message.text } });
      if (result.status !== "success") throw new Error(JSON.stringify(result));
      return result.channels?.sms?.id;
    };
  },
};
