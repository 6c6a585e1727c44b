import { inspect } from "node:util";
import type { E164, OutgoingMessage } from "@polysms/core";
import { describe, expect, it, vi } from "vitest";
import { assertReport, assertVerdicts } from "../../src/conformance/check-report.ts";
import { errorOf, type MemoryProvider, memoryProvider, rejectionOf } from "../../src/index.ts";

const [jane, joe, ann] = ["+254712345678", "+254712345679", "+254712345670"] as const;
const text = "Canary text: your parcel is here";
const message = (...to: string[]): OutgoingMessage => ({ to: to as E164[], text });
const noWait = async () => {};

describe("a memory provider, as a provider", () => {
  it("takes every message and remembers it with all details, one entry per recipient", async () => {
    const { client, send } = memoryProvider();
    const details = {
      senderId: "MYBRAND",
      templateId: "1507",
      reference: "r-1",
      options: { type: "OTP" },
      reportUrl: "u",
    };
    const report = await send({ ...message(jane, joe), ...details });
    assertReport(report, [jane, joe], [text]);
    expect(report.verdicts).toEqual([
      { status: "accepted", id: "memory-1" },
      { status: "accepted", id: "memory-2" },
    ]);
    expect(client.sent).toEqual([
      { id: "memory-1", kind: "send", to: jane, text, ...details, status: "accepted" },
      { id: "memory-2", kind: "send", to: joe, text, ...details, status: "accepted" },
    ]);
  });

  it("rejects more recipients than one request takes, and remembers none of them", async () => {
    const { client, send } = memoryProvider({ recipientsPerRequest: 2 });
    assertVerdicts(await send(message(jane, joe)), "accepted");
    client.reset();
    assertVerdicts(await send(message(jane, joe, ann)), "rejected", ["bad-request"]);
    expect([client.sent, client.rejected]).toEqual([[], []]);
  });

  it("is rejected, and remembers nothing, if the call was over before", async () => {
    const { client, send } = memoryProvider();
    assertVerdicts(await send(message(jane), { signal: AbortSignal.abort() }), "rejected", ["aborted"]);
    const late = AbortSignal.abort(new DOMException("late", "TimeoutError"));
    assertVerdicts(await send(message(jane), { signal: late }), "rejected", ["timeout"]);
    assertVerdicts(await send(message(jane), { timeoutMs: 0 }), "rejected", ["bad-request"]);
    expect(client.sent).toEqual([]);
  });

  it("is unknown, and may have sent the message, when it is aborted in flight", async () => {
    const { client, send } = memoryProvider();
    client.accept({ afterMs: Number.POSITIVE_INFINITY });
    const controller = new AbortController();
    const sending = send(message(jane), { signal: controller.signal });
    await vi.waitFor(() => expect(client.sent).toMatchObject([{ status: "unknown" }]));
    controller.abort();
    assertVerdicts(await sending, "unknown", ["aborted"]);
    expect(client.sent).toMatchObject([{ to: jane, status: "unknown" }]);
  });

  it("is unknown when the answer takes longer than the call may, with a timer", async () => {
    const { client, send } = memoryProvider();
    client.reject("auth", { afterMs: 60_000 });
    assertVerdicts(await send(message(jane), { timeoutMs: 5 }), "unknown", ["timeout"]);
  });

  it("keeps the same deadlines if sleep does not really wait", async () => {
    const slept: number[] = [];
    const { client, send } = memoryProvider({ sleep: async (ms) => void slept.push(ms) });
    client.accept({ afterMs: 2_000 });
    assertVerdicts(await send(message(jane)), "accepted");
    assertVerdicts(await send(message(jane), { timeoutMs: 1_999 }), "unknown", ["timeout"]);
    client.accept({ afterMs: Number.POSITIVE_INFINITY });
    assertVerdicts(await send(message(jane)), "unknown", ["timeout"]);
    expect(slept).toEqual([2_000, 1_999, 30_000]);
  });

  it("shows no number and no text in its errors and its printed messages", async () => {
    const { client, send } = memoryProvider({ sleep: noWait });
    client.reject("opted-out", { to: jane });
    client.leaveUnknown({ to: joe });
    assertReport(await send(message(jane, joe, ann)), [jane, joe, ann], [text]);
    const shown = inspect([client.sent, client.rejected], { depth: null });
    expect(shown).toContain("+254•••••••79");
    for (const word of [text, jane, joe, ann]) expect(shown).not.toContain(word);
  });

  it.each<readonly [string, object]>([
    ["name", { name: "My SMS" }],
    ["regions", { regions: ["Kenya"] }],
    ["recipientsPerRequest", { recipientsPerRequest: 0 }],
    ["can", { can: ["balanc"] }],
    ["timeout", { timeout: 5 }],
  ])("names the option %s if it is wrong", (field, options) => {
    expect(errorOf(() => memoryProvider(options))).toMatchObject({ code: "config", field });
  });
});

describe("the answers that a test asks for", () => {
  const verdictsOf = async ({ send }: Pick<MemoryProvider<string, never>, "send">, ...to: string[]) =>
    (await send(message(...to))).verdicts.map((each) => (each.status === "accepted" ? "accepted" : each.error.code));

  it("reject the next requests in the order in which they were scripted, then no more", async () => {
    const provider = memoryProvider();
    provider.client.reject("rate-limited", { times: 1, retryAfterMs: 2_000 });
    provider.client.reject("auth", { times: 2 });
    const { verdicts } = await provider.send(message(jane));
    expect(verdicts).toMatchObject([{ error: { code: "rate-limited", retryAfterMs: 2_000, provider: "memory" } }]);
    expect(await verdictsOf(provider, jane, joe)).toEqual(["auth", "auth"]);
    expect(await verdictsOf(provider, jane)).toEqual(["auth"]);
    expect(await verdictsOf(provider, jane)).toEqual(["accepted"]);
    expect(provider.client.rejected).toHaveLength(4);
    expect(provider.client.sent).toHaveLength(1);
  });

  it("for single recipients come before those for all", async () => {
    const provider = memoryProvider();
    provider.client.reject("insufficient-balance");
    provider.client.reject("invalid-recipient", { to: [joe, ann] });
    provider.client.accept({ to: ann, times: 1 });
    expect(await verdictsOf(provider, jane, joe, ann)).toEqual([
      "insufficient-balance",
      "invalid-recipient",
      "accepted",
    ]);
    expect(await verdictsOf(provider, ann)).toEqual(["invalid-recipient"]);
    provider.client.accept();
    expect(await verdictsOf(provider, jane, joe)).toEqual(["accepted", "invalid-recipient"]);
    provider.client.reset();
    expect(await verdictsOf(provider, joe)).toEqual(["accepted"]);
  });

  it("leave the message unknown, with a code", async () => {
    const provider = memoryProvider();
    provider.client.leaveUnknown({ times: 1 });
    provider.client.leaveUnknown({ times: 1, code: "provider-down" });
    expect(await verdictsOf(provider, jane)).toEqual(["timeout"]);
    const { verdicts } = await provider.send(message(jane));
    expect(verdicts).toMatchObject([{ status: "unknown", error: { code: "provider-down", mayHaveBeenSent: true } }]);
    expect(provider.client.sent.map(({ status }) => status)).toEqual(["unknown", "unknown"]);
  });

  it("apply to messages, or to the one operation that is named", async () => {
    const { client, can, send } = memoryProvider();
    client.reject("auth", { on: "balance", times: 1 });
    client.reject("bad-request", { on: "schedule" });
    expect(await rejectionOf(can.balance.get())).toMatchObject({ code: "auth", mayHaveBeenSent: false });
    expect(await can.balance.get()).toEqual({ amount: 1_000, currency: "USD" });
    assertVerdicts(await can.schedule.send(message(jane), new Date()), "rejected", ["bad-request"]);
    assertVerdicts(await send(message(jane)), "accepted");
    client.leaveUnknown();
    expect((await can.balance.get()).amount).toBe(1_000);
  });

  it.each([
    ["to", { to: "0712" as "+254" }],
    ["to[1]", { to: [jane, "0712" as "+254"] }],
    ["times", { times: 0 }],
    ["afterMs", { afterMs: -1 }],
    ["on", { on: "sends" as "send" }],
    ["time", { time: 1 }],
  ])("name the option %s if it is wrong", (field, options) => {
    const { client } = memoryProvider();
    for (const ask of [client.accept, client.leaveUnknown, (wrong: object) => client.reject("auth", wrong)]) {
      expect(errorOf(() => ask(options))).toMatchObject({ code: "bad-request", field });
    }
    expect(errorOf(() => client.reject("insuficient-balance" as "auth")).message).toContain(
      "did you mean insufficient-balance?",
    );
  });
});
