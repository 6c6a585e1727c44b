import { inspect } from "node:util";
import type { DeliveryReport } from "@polysms/core";
import { describe, expect, it } from "vitest";
import type { SmsEvent } from "../../src/reports/delivery-event.ts";
import { calling, came, delivered, desk, oldSecret, phone, post, providerWith, secret } from "./setup.ts";

describe("rule 8, delivery reports: what is told of a report", () => {
  it("names provider, id, number, status, whether more can follow, and how far to trust it", async () => {
    const { call, events } = desk();
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
    const { call, events } = desk();
    await call({ ...delivered, status });
    expect(events).toMatchObject([{ status, terminal }]);
  });

  it.each(["DELIVERED", "constructor", "__proto__", ""])(
    "a status of an adapter's own, %j, is unknown",
    async (status) => {
      const { call, events } = desk();
      await call({ ...delivered, status });
      expect(events).toMatchObject([{ status: "unknown", terminal: false }]);
    },
  );

  it("an adapter's number that is not E.164 is refused", async () => {
    const read = () => ({ ...delivered, to: "0712345678" }) as unknown as DeliveryReport;
    const { call, events } = desk({ providers: [providerWith("acme", { deliveryReports: { read } })] });
    expect((await call({})).status).toBe(400);
    expect(events).toEqual([]);
  });

  it("an id is kept up to 256 characters, and refused beyond that and when empty", async () => {
    const { call, events } = desk();
    for (const fields of [delivered, came]) {
      expect((await call({ ...fields, id: "x".repeat(256) })).status).toBe(200);
      expect((await call({ ...fields, id: "x".repeat(257) })).status).toBe(400);
      expect((await call({ ...fields, id: "" })).status).toBe(400);
    }
    expect(events).toHaveLength(2);
  });

  it("an inbound message names its sender and text, and the provider's own time beside ours", async () => {
    const { call, events } = desk();
    await call(came, "line-1");
    expect(events).toEqual([
      {
        kind: "inbound",
        provider: "acme",
        id: "i-1",
        from: phone,
        text: "canary text: STOP",
        providerTime: "yesterday",
        reference: "line-1",
        authenticatedBy: "signed-url",
        receivedAt: "2026-01-02T03:04:05.678Z",
        dedupeKey: expect.stringMatching(/^[\w-]{43}$/),
      },
    ]);
  });

  it("is safe to print: no number, no text, no secret, and no words with a number in them", async () => {
    const { call, events, reports, webhooks } = desk({
      webhooks: { baseUrl: "https://a.example", secret, previousSecrets: [oldSecret] },
    });
    await call({ ...delivered, words: `for ${phone}` }, phone.slice(1));
    await call(came);
    const known = await reports.get({ provider: "acme", id: "m-1" });
    const nothing = await reports.get({ provider: "acme", id: "m-9", to: phone });
    expect(known.to).toBe(phone);
    expect((events[1] as SmsEvent & { kind: "inbound" }).text).toContain("canary");
    const shown = inspect([events, known, nothing, webhooks, reports], { depth: 9, showHidden: false });
    expect(shown).toContain("+254•");
    expect(shown).toContain("[17 characters]");
    for (const word of [phone, phone.slice(4), "canary"]) expect(shown).not.toContain(word);
  });

  it("is plain JSON, so that a store can keep it and give it back", async () => {
    const { call, events } = desk();
    await call(delivered);
    expect(JSON.parse(JSON.stringify(events))).toEqual(events.map((event) => JSON.parse(JSON.stringify(event))));
    expect(structuredClone({ ...events[0] })).toEqual(events[0]);
  });

  it("a provider that reports and takes messages has one URL for both", async () => {
    const { call, events } = desk({ providers: [providerWith("acme", calling)] });
    await call(came);
    await call(delivered);
    expect(events.map(({ kind }) => kind)).toEqual(["inbound", "delivery"]);
  });

  it("a provider that only takes messages has no reports", async () => {
    const { inboundMessages } = calling;
    const acme = providerWith("acme", inboundMessages === undefined ? {} : { inboundMessages });
    const { webhooks, events } = desk({ providers: [acme] });
    const url = await webhooks.url("acme");
    expect((await webhooks.handle(post(url, delivered))).status).toBe(400);
    expect((await webhooks.handle(post(url, came))).status).toBe(200);
    expect(events.map(({ kind }) => kind)).toEqual(["inbound"]);
  });
});
