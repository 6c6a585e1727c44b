import { memoryProvider } from "@polysms/testing";
import { describe, expect, it } from "vitest";
import { createSms, type SmsEvent } from "../../src/index.ts";
import { collect } from "../collect.ts";

const to = "+254712345678";
const webhooks = { baseUrl: "https://app.example/sms", secret: "canary-s3cret-of-thirty-two-bytes-and-more" } as const;

function setup() {
  const events: SmsEvent[] = [];
  const sms = createSms({
    providers: [memoryProvider()],
    webhooks,
    events: { onEvent: (event) => void events.push(event) },
  });
  return { sms, provider: sms.client("memory"), events };
}

describe("delivery reports of the memory provider", () => {
  it("are webhook calls like those of a provider, on demand", async () => {
    const { sms, provider, events } = setup();
    const outcome = await sms.send({ to, text: "Hello" }).orThrow();
    expect(await sms.reports.get(outcome)).toMatchObject({ status: "sent", authenticatedBy: "lookup" });
    const request = provider.deliveryReport(outcome, "delivered", { description: "DELIVRD" });
    expect(request.url.startsWith(`${webhooks.baseUrl}/memory.`)).toBe(true);
    expect((await sms.webhooks.handle(request)).status).toBe(200);
    expect(events.at(-1)).toMatchObject({
      kind: "delivery",
      id: outcome.id,
      to,
      status: "delivered",
      description: "DELIVRD",
    });
    expect(await sms.reports.get(outcome)).toMatchObject({ status: "delivered", authenticatedBy: "signed-url" });
    expect((await sms.webhooks.handle(provider.deliveryReport(to, "sent"))).status).toBe(200);
    expect(await sms.reports.get(outcome)).toMatchObject({ status: "delivered" });
  });

  it("are returned by a lookup, without a webhook call", async () => {
    const { sms, provider } = setup();
    const outcome = await sms.send({ to, text: "Hello" }).orThrow();
    provider.deliveryReport(outcome, "undelivered");
    expect(await sms.reports.get(outcome)).toMatchObject({ status: "undelivered", authenticatedBy: "lookup" });
    provider.reject("provider-down", { on: "status" });
    const other = await sms.send({ to, text: "Hello" }).orThrow();
    await expect(sms.reports.get(other)).rejects.toMatchObject({ code: "provider-down" });
  });

  it("settle an unknown outcome", async () => {
    const { sms, provider } = setup();
    provider.leaveUnknown({ times: 1 });
    const outcome = await sms.send({ to, text: "Hello" });
    expect(outcome.status).toBe("unknown");
    await sms.webhooks.handle(provider.deliveryReport(to));
    expect(await sms.reports.reconcile(outcome)).toMatchObject({ status: "accepted", provider: "memory" });
  });

  it("exist for scheduled messages and for the rows of a file", async () => {
    const { sms, provider, events } = setup();
    await sms.schedule.send({ to, text: "Later", at: new Date(Date.now() + 3_600_000) });
    const file = new Blob(["msisdn,name\n+254712345679,Joe\n"]);
    await collect(sms.campaigns.launch({ file, text: "Dear {name}" }));
    for (const message of provider.sent) {
      expect((await sms.webhooks.handle(provider.deliveryReport(message))).status).toBe(200);
    }
    expect(events).toMatchObject([{ to }, { to: "+254712345679" }]);
  });

  it("get a 403 with a forged token, and wrong input throws", async () => {
    const { sms, provider, events } = setup();
    const outcome = await sms.send({ to, text: "Hello" }).orThrow();
    const url = `${webhooks.baseUrl}/memory.forged`;
    expect((await sms.webhooks.handle(provider.deliveryReport(outcome, "delivered", { url }))).status).toBe(403);
    expect(events).toEqual([]);
    expect(() => provider.deliveryReport({ id: "memory-9" })).toThrow("is not the id of a message");
    expect(() => provider.deliveryReport(outcome, "deliverd" as "delivered")).toThrow("did you mean delivered?");
    const silent = createSms({ providers: [memoryProvider()] });
    await silent.send({ to, text: "Hello" });
    expect(() => silent.client("memory").deliveryReport(to)).toThrow("url is missing");
  });
});

describe("inbound messages of the memory provider", () => {
  it("are webhook calls like those of a provider", async () => {
    const { sms, provider, events } = setup();
    const url = await sms.webhooks.url("memory");
    const answer = await sms.webhooks.handle(provider.inboundMessage({ url, from: to, text: "STOP" }));
    expect(answer.status).toBe(200);
    expect(events).toMatchObject([{ kind: "inbound", provider: "memory", id: "inbound-1", from: to, text: "STOP" }]);
    await sms.webhooks.handle(
      provider.inboundMessage({ url, from: "40404", text: "YES", id: "x-1", receivedAt: "noon" }),
    );
    expect(events[1]).toMatchObject({ id: "x-1", from: "40404", providerTime: "noon" });
  });
});
