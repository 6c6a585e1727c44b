import { webhookRequest } from "@polysms/testing";
import { describe, expect, it } from "vitest";
import { createSms, intouchvas, type SmsEvent, vavasms } from "../../src/index.ts";

function setup() {
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

describe("webhook calls of real providers, made from their specs", () => {
  it("can be delivery reports on a given message", async () => {
    const { sms, events } = setup();
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

  it("can be inbound messages, in each documented media type", async () => {
    const { sms, events } = setup();
    const url = await sms.webhooks.url("vavasms");
    for (const mediaType of ["application/x-www-form-urlencoded", "application/json"]) {
      const fields = { message_id: mediaType, content: "STOP & go" };
      const request = await webhookRequest("vavasms", "onInboundMessage", { url, fields, mediaType });
      expect(request.headers.get("content-type")).toBe(mediaType);
      expect((await sms.webhooks.handle(request)).status).toBe(200);
    }
    expect(events).toMatchObject(Array(2).fill({ kind: "inbound", provider: "vavasms", text: "STOP & go" }));
  });

  it("throw when the spec does not allow them", async () => {
    const { sms } = setup();
    const url = await sms.webhooks.url("intouchvas");
    const request = (fields: Record<string, unknown>) =>
      webhookRequest("intouchvas", "onDeliveryReport", { url, fields });
    await expect(request({ status: 7 })).rejects.toThrow("body/status");
    await expect(request({ transactionId: 1 })).rejects.toMatchObject({
      field: "fields.transactionId",
      hint: expect.stringContaining("transaction_id"),
    });
  });
});
