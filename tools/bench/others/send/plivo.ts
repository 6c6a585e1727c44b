import { type Contender, message } from "../../src/contender.ts";

const account = "MA00000000000000000000";

export const contender: Contender = {
  name: "plivo",
  kind: "sdk",
  package: "plivo",
  bundle: 'export { Client } from "plivo";',
  speaksFetch: false,
  answers: {
    [`POST /v1/Account/${account}/Message/`]: {
      status: 202,
      body: {
        message: "message(s) queued",
        message_uuid: ["db3ce55a-7f1d-11e1-8ea7-1231380bc196"],
        api_id: "db342550-7f1d-11e1-8ea7-1231380bc196",
      },
    },
  },
  async connect(url) {
    const { Client } = await import("plivo");
    const options = { url: `${url}/v1/Account/${account}` };
    const client = new Client(account, "0".repeat(40), options as never);
    return async () => {
      const { messageUuid } = await client.messages.create("Polysms", message.to, message.text);
      if (messageUuid[0] === undefined) throw new Error("The message was not taken.");
      return messageUuid[0];
    };
  },
};
