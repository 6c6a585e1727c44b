import { describe, expect, it } from "vitest";
import { createSms, intouchvas, type SmsEvent, vavasms } from "../../src/index.ts";

const to = "+254710123456";
const secret = "a-secret-of-at-least-thirty-two-characters";

function facade() {
  const events: SmsEvent[] = [];
  const bodies: Record<string, unknown>[] = [];
  const fetch = async (request: Request) => {
    bodies.push((await request.json()) as Record<string, unknown>);
    return Response.json({ message: "Total recipients 1", status: 200, transaction_id: 2295 });
  };
  const sms = createSms({
    providers: [
      intouchvas({ apiKey: "key", fetch }),
      vavasms({ username: "you@example.com", password: "password", senderId: "MyBrand" }),
    ],
    webhooks: { baseUrl: "https://example.com/sms", secret },
    events: { onEvent: (event) => events.push(event) },
  });
  return { sms, events, bodies };
}

const post = (url: string, fields: object) =>
  new Request(url, { method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify(fields) });

describe("rule 8, delivery reports through the facade", () => {
  it("passes a signed URL with every send, accepts the report there, and calls onEvent once", async () => {
    const { sms, events, bodies } = facade();
    const outcome = await sms.send({ to, text: "Hello" });
    if (outcome.status !== "accepted") throw new Error("the message was not accepted");
    const url = String(bodies[0]?.callback_url);
    expect(url).toMatch(/^https:\/\/example\.com\/sms\/intouchvas\./);

    const report = { msisdn: to.slice(1), status: 3, transaction_id: 2295, country: "ke", network: "Safaricom" };
    for (let i = 0; i < 3; i++) expect((await sms.webhooks.handle(post(url, report))).status).toBe(200);
    expect((await sms.webhooks.handle(post(url, { ...report, status: 2 }))).status).toBe(200);
    expect(events).toMatchObject([
      { kind: "delivery", provider: "intouchvas", id: "2295", to, status: "delivered", authenticatedBy: "signed-url" },
    ]);
    expect(await sms.reports.get({ provider: "intouchvas", id: outcome.id, to })).toMatchObject({
      status: "delivered",
      terminal: true,
    });
    expect((await sms.webhooks.handle(post(`${url}x`, report))).status).toBe(403);
  });

  it("calls onEvent after the caller has the outcome, even if the report is faster than the answer", async () => {
    const stored = new Set<string>();
    const known: boolean[] = [];
    const responses: Promise<Response>[] = [];
    const sms = createSms({
      providers: [
        intouchvas({
          apiKey: "key",
          async fetch(request: Request) {
            const { callback_url: url } = (await request.json()) as { callback_url: string };
            const handled = sms.webhooks.handle(post(url, { msisdn: to.slice(1), status: 3, transaction_id: 2295 }));
            responses.push(handled);
            // The report is stored before the provider answers.
            await sms.reports.wait({ provider: "intouchvas", id: "2295", to });
            return Response.json({ message: "Total recipients 1", status: 200, transaction_id: 2295 });
          },
        }),
      ],
      webhooks: { baseUrl: "https://example.com/sms", secret },
      events: { onEvent: ({ id }) => known.push(stored.has(id)) },
    });
    const outcome = await sms.send({ to, text: "Hello" });
    if (outcome.status === "accepted") stored.add(outcome.id);
    expect(known).toEqual([]);
    for (const response of responses) expect((await response).status).toBe(200);
    expect(known).toEqual([true]);
  });

  it("accepts an inbound message", async () => {
    const { sms, events } = facade();
    const url = await sms.webhooks.url("vavasms");
    const fields = { message_id: "IN-1", form: "2250709000001", content: "STOP", sms_date: "2026-11-23 08:00:00" };
    expect((await sms.webhooks.handle(post(url, fields))).status).toBe(200);
    expect(events).toMatchObject([{ kind: "inbound", provider: "vavasms", id: "IN-1", text: "STOP" }]);
  });

  it("has no webhooks without the option, and no reports without a provider that makes them", () => {
    const provider = intouchvas({ apiKey: "key" });
    expect(Object.keys(createSms({ providers: [provider] }))).not.toContain("webhooks");
    expect(Object.keys(createSms({ providers: [provider] }))).toContain("reports");
    const { deliveryReports: _, ...can } = provider.can;
    expect(Object.keys(createSms({ providers: [{ ...provider, can }] }))).not.toContain("reports");
  });
});
