import { webhookRequest } from "@polysms/testing";
import { describe, expect, it } from "vitest";
import { createSms, intouchvas, type SmsEvent, vavasms } from "../../src/index.ts";

function setUp() {
  const events: SmsEvent[] = [];
  const sms = createSms({
    providers: [
      intouchvas({ apiKey: "canary-key-Zq81" }),
      vavasms({ username: "a@b.ci", password: "canary", senderId: "MyBrand" }),
    ],
    webhooks: { baseUrl: "https://app.example/sms", secret: "canary-s3cret-of-thirty-two-bytes-and-more" },
    events: { onEvent: (event) => void events.push(event) },
  });
  return { sms, events };
}

describe("the calls of real providers, made from their specs for the webhooks of the facade", () => {
  it("are delivery reports on a message of one's own", async () => {
    const { sms, events } = setUp();
    const url = await sms.webhooks.url("intouchvas", "order-17");
    const fields = { transaction_id: 4711, msisdn: "254712345678" };
    const request = await webhookRequest("intouchvas", "onDeliveryReport", { url, fields });
    expect((await sms.webhooks.handle(request)).status).toBe(200);
    expect(events).toMatchObject([
      { kind: "delivery", id: "4711", to: "+254712345678", status: "delivered", reference: "order-17" },
    ]);
    const failed = await webhookRequest("intouchvas", "onDeliveryReport", {
      url,
      example: "failed",
      fields: { transaction_id: 4712 },
    });
    await sms.webhooks.handle(failed);
    expect(events[1]).toMatchObject({ id: "4712", status: "rejected" });
  });

  it("are messages that came in, in each documented media type", async () => {
    const { sms, events } = setUp();
    const url = await sms.webhooks.url("vavasms");
    for (const mediaType of ["application/x-www-form-urlencoded", "application/json"]) {
      const fields = { message_id: mediaType, content: "STOP & go" };
      const request = await webhookRequest("vavasms", "onInboundMessage", { url, fields, mediaType });
      expect(request.headers.get("content-type")).toBe(mediaType);
      expect((await sms.webhooks.handle(request)).status).toBe(200);
    }
    expect(events).toMatchObject(Array(2).fill({ kind: "inbound", provider: "vavasms", text: "STOP & go" }));
  });

  it("are refused when the provider would not make them", async () => {
    const { sms } = setUp();
    const url = await sms.webhooks.url("intouchvas");
    const made = (fields: Record<string, unknown>) => webhookRequest("intouchvas", "onDeliveryReport", { url, fields });
    await expect(made({ status: 7 })).rejects.toThrow("body/status");
    await expect(made({ transactionId: 1 })).rejects.toMatchObject({
      field: "fields.transactionId",
      hint: expect.stringContaining("transaction_id"),
    });
  });
});
