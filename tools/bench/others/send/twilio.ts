import { type Contender, message } from "../../src/contender.ts";

const account = `AC${"0".repeat(32)}`;

export const contender: Contender = {
  name: "twilio",
  kind: "sdk",
  package: "twilio",
  bundle: 'export { default } from "twilio";',
  speaksFetch: false,
  note: "its host is fixed; a request client of our own, which it accepts, replaces the host",
  answers: {
    [`POST /2010-04-01/Accounts/${account}/Messages.json`]: {
      status: 201,
      body: {
        account_sid: account,
        api_version: "2010-04-01",
        body: message.text,
        date_created: "Thu, 24 Aug 2023 05:01:45 +0000",
        date_sent: "Thu, 24 Aug 2023 05:01:45 +0000",
        date_updated: "Thu, 24 Aug 2023 05:01:45 +0000",
        direction: "outbound-api",
        error_code: null,
        error_message: null,
        from: "+15557122661",
        num_media: "0",
        num_segments: "1",
        price: null,
        price_unit: null,
        messaging_service_sid: null,
        sid: `SM${"0".repeat(32)}`,
        status: "queued",
        subresource_uris: {},
        to: message.to,
        uri: `/2010-04-01/Accounts/${account}/Messages/SM${"0".repeat(32)}.json`,
      },
    },
  },
  async connect(url) {
    const { default: twilio } = await import("twilio");
    class LoopbackClient extends twilio.RequestClient {
      override request<TData>(options: Parameters<InstanceType<typeof twilio.RequestClient>["request"]>[0]) {
        return super.request<TData>({ ...options, uri: options.uri.replace("https://api.twilio.com", url) } as never);
      }
    }
    const client = twilio(account, "0".repeat(32), { httpClient: new LoopbackClient() });
    return async () => {
      const { sid } = await client.messages.create({ to: message.to, from: "+15557122661", body: message.text });
      if (!sid.startsWith("SM")) throw new Error("The message was not taken.");
      return sid;
    };
  },
};
