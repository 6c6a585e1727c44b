import { memoryProvider } from "@polysms/testing";
import { describe, expect, it } from "vitest";
import { createSms, type SmsEvent } from "../../src/index.ts";

const to = "+254712345678";
const webhooks = { baseUrl: "https://app.example/sms", secret: "canary-s3cret-of-thirty-two-bytes-and-more" } as const;

function setUp() {
  const events: SmsEvent[] = [];
  const sms = createSms({
    providers: [memoryProvider()],
    webhooks,
    events: { onEvent: (event) => void events.push(event) },
  });
  return { sms, provider: sms.client("memory"), events };
}

describe("delivery reports of the memory provider", () => {
  it("are the calls that a provider would make, on demand", async () => {
    const { sms, provider, events } = setUp();
    const outcome = await sms.send({ to, text: "Hello" }).orThrow();
    expect(await sms.reports.get(outcome)).toMatchObject({ status: "sent", authenticated: "lookup" });
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

  it("are told when the provider is asked, without a call", async () => {
    const { sms, provider } = setUp();
    const outcome = await sms.send({ to, text: "Hello" }).orThrow();
    provider.deliveryReport(outcome, "undelivered");
    expect(await sms.reports.get(outcome)).toMatchObject({ status: "undelivered", authenticated: "lookup" });
    provider.reject("provider-down", { on: "status" });
    const other = await sms.send({ to, text: "Hello" }).orThrow();
    await expect(sms.reports.get(other)).rejects.toMatchObject({ code: "provider-down" });
  });

  it("settle what was unknown", async () => {
    const { sms, provider } = setUp();
    provider.leaveUnknown({ times: 1 });
    const outcome = await sms.send({ to, text: "Hello" });
    expect(outcome.status).toBe("unknown");
    await sms.webhooks.handle(provider.deliveryReport(to));
    expect(await sms.reports.reconcile(outcome)).toMatchObject({ status: "accepted", provider: "memory" });
  });

  it("come for what was scheduled and for the rows of a file", async () => {
    const { sms, provider, events } = setUp();
    await sms.schedule.send({ to, text: "Later", at: new Date(Date.now() + 3_600_000) });
    const file = new Blob(["msisdn,name\n+254712345679,Joe\n"]);
    await all(sms.campaigns.launch({ file, text: "Dear {name}" }));
    for (const message of provider.sent) {
      expect((await sms.webhooks.handle(provider.deliveryReport(message))).status).toBe(200);
    }
    expect(events).toMatchObject([{ to }, { to: "+254712345679" }]);
  });

  it("are refused with another URL's token, and say what is missing", async () => {
    const { sms, provider, events } = setUp();
    const outcome = await sms.send({ to, text: "Hello" }).orThrow();
    const url = `${webhooks.baseUrl}/memory.forged`;
    expect((await sms.webhooks.handle(provider.deliveryReport(outcome, "delivered", { url }))).status).toBe(403);
    expect(events).toEqual([]);
    expect(() => provider.deliveryReport({ id: "memory-9" })).toThrow("is the id of no message");
    expect(() => provider.deliveryReport(outcome, "deliverd" as "delivered")).toThrow("did you mean delivered?");
    const silent = createSms({ providers: [memoryProvider()] });
    await silent.send({ to, text: "Hello" });
    expect(() => silent.client("memory").deliveryReport(to)).toThrow("url is missing");
  });
});

describe("messages that come in through the memory provider", () => {
  it("are the calls that a provider would make", async () => {
    const { sms, provider, events } = setUp();
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

async function all<Each>(each: AsyncIterable<Each>): Promise<Each[]> {
  const list: Each[] = [];
  for await (const one of each) list.push(one);
  return list;
}
