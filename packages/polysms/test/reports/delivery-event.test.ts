import { inspect } from "node:util";
import type { DeliveryReport } from "@polysms/core";
import { describe, expect, it } from "vitest";
import type { SmsEvent } from "../../src/reports/delivery-event.ts";
import {
  delivered,
  inbound,
  oldSecret,
  phone,
  post,
  providerWith,
  secret,
  setup,
  webhookCapabilities,
} from "./setup.ts";

describe("rule 8, delivery reports: an event", () => {
  it("has the provider, id, number, status, whether more can follow, and how far to trust it", async () => {
    const { call, events } = setup();
    await call({ ...delivered, words: "Delivered" }, "order-17");
    expect(events).toEqual([
      {
        kind: "delivery",
        provider: "acme",
        id: "m-1",
        to: phone,
        status: "delivered",
        terminal: true,
        description: "Delivered",
        reference: "order-17",
        authenticatedBy: "signed-url",
        receivedAt: "2026-01-02T03:04:05.678Z",
        dedupeKey: expect.stringMatching(/^[\w-]{43}$/),
      },
    ]);
  });

  it.each([
    ["unknown", false],
    ["sent", false],
    ["delivered", true],
    ["undelivered", true],
    ["rejected", true],
  ])("%s is terminal: %s", async (status, terminal) => {
    const { call, events } = setup();
    await call({ ...delivered, status });
    expect(events).toMatchObject([{ status, terminal }]);
  });

  it.each(["DELIVERED", "constructor", "__proto__", ""])(
    "a status that an adapter made up, %j, is unknown",
    async (status) => {
      const { call, events } = setup();
      await call({ ...delivered, status });
      expect(events).toMatchObject([{ status: "unknown", terminal: false }]);
    },
  );

  it("a number from an adapter that is not E.164 gives a 400", async () => {
    const read = () => ({ ...delivered, to: "0712345678" }) as unknown as DeliveryReport;
    const { call, events } = setup({ providers: [providerWith("acme", { deliveryReports: { read } })] });
    expect((await call({})).status).toBe(400);
    expect(events).toEqual([]);
  });

  it("an id may have 1 to 256 characters", async () => {
    const { call, events } = setup();
    for (const fields of [delivered, inbound]) {
      expect((await call({ ...fields, id: "x".repeat(256) })).status).toBe(200);
      expect((await call({ ...fields, id: "x".repeat(257) })).status).toBe(400);
      expect((await call({ ...fields, id: "" })).status).toBe(400);
    }
    expect(events).toHaveLength(2);
  });

  it("of an inbound message has its sender and text, and the provider's time beside receivedAt", async () => {
    const { call, events } = setup();
    await call(inbound, "inbox-1");
    expect(events).toEqual([
      {
        kind: "inbound",
        provider: "acme",
        id: "i-1",
        from: phone,
        text: "canary text: STOP",
        providerTime: "yesterday",
        reference: "inbox-1",
        authenticatedBy: "signed-url",
        receivedAt: "2026-01-02T03:04:05.678Z",
        dedupeKey: expect.stringMatching(/^[\w-]{43}$/),
      },
    ]);
  });

  it("is safe to print: no number, no text, no secret, and no description with a number in it", async () => {
    const { call, events, reports, webhooks } = setup({
      webhooks: { baseUrl: "https://a.example", secret, previousSecrets: [oldSecret] },
    });
    await call({ ...delivered, words: `for ${phone}` }, phone.slice(1));
    await call(inbound);
    const known = await reports.get({ provider: "acme", id: "m-1" });
    const unknown = await reports.get({ provider: "acme", id: "m-9", to: phone });
    expect(known.to).toBe(phone);
    expect((events[1] as SmsEvent & { kind: "inbound" }).text).toContain("canary");
    const shown = inspect([events, known, unknown, webhooks, reports], { depth: 9, showHidden: false });
    expect(shown).toContain("+254•");
    expect(shown).toContain("[17 characters]");
    for (const word of [phone, phone.slice(4), "canary"]) expect(shown).not.toContain(word);
  });

  it("is plain JSON, so that a store can keep it and give it back", async () => {
    const { call, events } = setup();
    await call(delivered);
    expect(JSON.parse(JSON.stringify(events))).toEqual(events.map((event) => JSON.parse(JSON.stringify(event))));
    expect(structuredClone({ ...events[0] })).toEqual(events[0]);
  });

  it("a provider with reports and inbound messages has one URL for both", async () => {
    const { call, events } = setup({ providers: [providerWith("acme", webhookCapabilities)] });
    await call(inbound);
    await call(delivered);
    expect(events.map(({ kind }) => kind)).toEqual(["inbound", "delivery"]);
  });

  it("a provider with inbound messages only has no reports", async () => {
    const { inboundMessages } = webhookCapabilities;
    const acme = providerWith("acme", inboundMessages === undefined ? {} : { inboundMessages });
    const { webhooks, events } = setup({ providers: [acme] });
    const url = await webhooks.url("acme");
    expect((await webhooks.handle(post(url, delivered))).status).toBe(400);
    expect((await webhooks.handle(post(url, inbound))).status).toBe(200);
    expect(events.map(({ kind }) => kind)).toEqual(["inbound"]);
  });
});
