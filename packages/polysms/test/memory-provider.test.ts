import { memoryProvider } from "@polysms/testing";
import { describe, expect, it } from "vitest";
import { byRegion, createSms, failover } from "../src/index.ts";
import { collect } from "./collect.ts";

const jane = "+254712345678";
const joe = "+254712345679";

/** A facade over one memory provider, and that provider's client. */
function setup() {
  const sms = createSms({ providers: [memoryProvider()], retry: { baseDelayMs: 0 } });
  return { sms, provider: sms.client("memory") };
}

describe("the memory provider behind the facade", () => {
  it("records what is sent, unchanged", async () => {
    const { sms, provider } = setup();
    const outcome = await sms.send({
      to: jane,
      text: "Hello",
      senderId: "MYBRAND",
      options: { memory: { flash: true } },
    });
    expect(outcome).toMatchObject({ status: "accepted", provider: "memory", id: "memory-1" });
    const { reference } = outcome;
    expect(provider.sent).toMatchObject([
      { to: jane, text: "Hello", senderId: "MYBRAND", reference, options: { flash: true }, status: "accepted" },
    ]);
  });

  it("gets a list in requests of its size, and answers for each recipient", async () => {
    const sms = createSms({ providers: [memoryProvider({ recipientsPerRequest: 2 })] });
    const provider = sms.client("memory");
    provider.reject("invalid-recipient", { to: joe });
    provider.leaveUnknown({ to: "+254712345670" });
    const batch = await sms.send({ to: [jane, joe, "+254712345670", jane], text: "Hello" });
    expect(batch.counts).toEqual({ accepted: 1, rejected: 1, unknown: 1, skipped: 1 });
    expect(batch.filter("rejected")).toMatchObject([{ to: joe, error: { code: "invalid-recipient" } }]);
    expect(provider.rejected).toMatchObject([{ to: joe, text: "Hello" }]);
  });

  it("accepts again after a set number of rejections, which the facade retries", async () => {
    const { sms, provider } = setup();
    provider.reject("provider-down", { times: 2 });
    const { status, attempts } = await sms.send({ to: jane, text: "Hello" });
    expect([status, attempts.map(({ code }) => code)]).toEqual([
      "accepted",
      ["provider-down", "provider-down", undefined],
    ]);
    expect([provider.rejected.length, provider.sent.length]).toEqual([2, 1]);
  });

  it("replaces real providers in routes, with failover after proof and never after unknown", async () => {
    const sms = createSms({
      providers: [memoryProvider({ name: "intouchvas" }), memoryProvider({ name: "vavasms" })],
      route: byRegion({ KE: failover("intouchvas", "vavasms"), CI: "vavasms" }),
    });
    const [first, second] = [sms.client("intouchvas"), sms.client("vavasms")];
    first.reject("invalid-sender", { times: 1 });
    expect(await sms.send({ to: jane, text: "Hello" })).toMatchObject({ status: "accepted", provider: "vavasms" });
    first.leaveUnknown({ times: 1 });
    expect(await sms.send({ to: jane, text: "Hello" })).toMatchObject({ status: "unknown", provider: "intouchvas" });
    expect([first.sent.length, second.sent.length]).toEqual([1, 1]);
    await sms.send({ to: "+2250707070707", text: "Salut" });
    await sms.send({ to: jane, text: "Hello", via: "vavasms" });
    expect(second.sent.map(({ to }) => to)).toEqual([jane, "+2250707070707", jane]);
  });

  it("is chosen by its countries when there is no route", async () => {
    const sms = createSms({
      providers: [
        memoryProvider({ name: "kenya", regions: ["KE"] }),
        memoryProvider({ name: "ivory", regions: ["CI"] }),
      ],
    });
    expect(await sms.send({ to: "+2250707070707", text: "Salut" })).toMatchObject({ provider: "ivory" });
    expect(await sms.send({ to: "+27831234567", text: "Hello" })).toMatchObject({ status: "rejected" });
  });

  it("obeys the time limits of a call without waiting", async () => {
    const sms = createSms({ providers: [memoryProvider({ sleep: async () => {} })] });
    sms.client("memory").accept({ afterMs: 5_000 });
    expect((await sms.send({ to: jane, text: "Hello" })).status).toBe("accepted");
    const { status, attempts } = await sms.send({ to: jane, text: "Hello" }, { timeoutMs: 4_000 });
    expect([status, attempts[0]?.code]).toEqual(["unknown", "timeout"]);
  });

  it("sends once for an idempotency key, and streams", async () => {
    const { sms, provider } = setup();
    const message = { to: jane, text: "Hello", idempotencyKey: "order-17" } as const;
    await sms.send(message);
    expect(await sms.send(message)).toMatchObject({ status: "accepted", replayed: true });
    expect(provider.sent).toHaveLength(1);
    const rows = Array.from({ length: 30 }, (_, index) => ({ to: `+2547000000${index + 10}` as const, text: "Hi" }));
    const outcomes = await collect(sms.stream(rows as { to: `+${bigint}`; text: string }[]));
    expect(outcomes.every(({ status }) => status === "accepted")).toBe(true);
    expect(provider.sent).toHaveLength(31);
  });

  it("has a balance that a test sets, and that can be made to fail", async () => {
    const { sms, provider } = setup();
    provider.balance = { amount: 3, currency: "XOF" };
    expect(await sms.balance.get("memory")).toEqual({ amount: 3, currency: "XOF" });
    provider.reject("auth", { on: "balance" });
    await expect(sms.balance.get("memory")).rejects.toMatchObject({ code: "auth" });
  });

  it("records scheduled messages with their time, and rejects them when set to", async () => {
    const { sms, provider } = setup();
    const at = new Date(Date.now() + 3_600_000);
    expect(await sms.schedule.send({ to: jane, text: "Later", at })).toMatchObject({ status: "accepted" });
    expect(provider.sent).toMatchObject([{ kind: "schedule", to: jane, text: "Later", at }]);
    provider.reject("bad-request", { on: "schedule" });
    expect(await sms.schedule.send({ to: jane, text: "Later", at })).toMatchObject({ status: "rejected" });
  });

  it("keeps groups of contacts", async () => {
    const { sms, provider } = setup();
    const { contacts } = sms;
    await contacts.create("memory", { name: "VIP" }, [{ phone: jane, firstName: "Jane" }]);
    const [group] = await contacts.groups("memory");
    expect(group).toEqual({ id: "group-1", name: "VIP", contacts: 1, active: 1 });
    await contacts.upload("memory", { id: "group-1" }, new Blob(['msisdn,name\n0712345679,"Joe, Jr"\n']));
    expect(provider.groups[0]?.contacts).toMatchObject([{ phone: jane, firstName: "Jane" }, { phone: "0712345679" }]);
    await expect(contacts.delete("memory", "group-2")).rejects.toMatchObject({ field: "groupId" });
    await expect(contacts.create("memory", { id: "group-2" }, [])).rejects.toMatchObject({ field: "group.id" });
    await contacts.delete("memory", "group-1");
    expect(await contacts.groups("memory")).toEqual([]);
    provider.leaveUnknown({ on: "contacts" });
    await expect(contacts.groups("memory")).rejects.toMatchObject({ mayHaveBeenSent: true });
  });
});
