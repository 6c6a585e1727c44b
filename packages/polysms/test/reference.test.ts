import { inspect } from "node:util";
import { describe, expect, it } from "vitest";
import {
  createSms,
  intouchvas,
  memoryReportStore,
  memoryStore,
  type SmsOptions,
  type WebhookEvent,
} from "../src/index.ts";
import { stub } from "./stub-provider.ts";

const to = "+254710123456";
const other = "+254710123457";
const calls = { baseUrl: "https://example.com/sms", secret: "a-secret-of-at-least-thirty-two-characters" };

/** InTouchVAS, which may take a message and break off before it says so; and what it was told to report to. */
function kenya(options: Partial<SmsOptions<[]>> = {}) {
  const requests: Record<string, unknown>[] = [];
  const events: WebhookEvent[] = [];
  const fetch = async (request: Request) => {
    requests.push((await request.json()) as Record<string, unknown>);
    throw Object.assign(new TypeError("fetch failed"), { cause: Object.assign(new Error(), { code: "ECONNRESET" }) });
  };
  const sms = createSms({
    ...(options as object),
    providers: [intouchvas({ apiKey: "key", fetch })],
    webhooks: calls,
    reports: { onEvent: (event) => events.push(event), ...options.reports },
  });
  const report = async (url: unknown, phone: string, status = 3) => {
    const body = JSON.stringify({ msisdn: phone.slice(1), status, transaction_id: 2295 });
    const headers = { "content-type": "application/json" };
    const response = await sms.webhooks.handle(new Request(String(url), { method: "POST", headers, body }));
    expect(response.status).toBe(200);
  };
  return { sms, requests, events, report };
}

describe("the reference of a message", () => {
  it("comes back on every outcome and is given to the provider, the caller's or one of ours", async () => {
    const one = stub("one");
    const sms = createSms({ providers: [one], guard: { allow: [to], otherwise: "drop" } });
    const named = await sms.send({ to: [to, to, other], text: "Hello", reference: "order-1.a_b" });
    expect(named.outcomes.map(({ status, reference }) => [status, reference])).toEqual([
      ["accepted", "order-1.a_b"],
      ["skipped", "order-1.a_b"],
      ["skipped", "order-1.a_b"],
    ]);
    const [first, second] = [await sms.send({ to, text: "Hello" }), await sms.send({ to, text: "Hello" })];
    expect(first.reference).toMatch(/^[\w-]{22}$/);
    expect(second.reference).not.toBe(first.reference);
    expect(one.requests.map(({ reference }) => reference)).toEqual(["order-1.a_b", first.reference, second.reference]);
  });

  it("is the same for the same idempotency key, in every process", async () => {
    const message = { to, text: "Hello", idempotencyKey: "order-1" } as const;
    const [first, second] = [
      await createSms({ providers: [stub("one")] }).send(message),
      await createSms({ providers: [stub("one")] }).send(message),
    ];
    expect(second.reference).toBe(first.reference);
    expect(first.reference).not.toContain("order");
    const another = await createSms({ providers: [stub("one")] }).send({ ...message, idempotencyKey: "order-2" });
    expect(another.reference).not.toBe(first.reference);
  });

  it.each([
    ["an empty one", ""],
    ["a slash", "a/b"],
    ["101 characters", "a".repeat(101)],
    ["a number", 7],
  ])("is refused as %s before anything is sent", async (_, reference) => {
    const one = stub("one");
    const sending = createSms({ providers: [one] }).send({ to, text: "Hello", reference: reference as string });
    await expect(sending).rejects.toMatchObject({ code: "bad-request", field: "reference" });
    expect(one.requests).toEqual([]);
  });

  it("is in the signed URL of every send, and so on every report of it", async () => {
    const { sms, requests, events, report } = kenya();
    await sms.send({ to, text: "Hello", reference: "order-7" });
    expect(String(requests[0]?.callback_url)).toMatch(/^https:\/\/example\.com\/sms\/intouchvas\.order-7\.[\w-]{43}$/);
    await report(requests[0]?.callback_url, to);
    expect(events).toMatchObject([{ reference: "order-7", status: "delivered", to }]);
  });
});

describe("reports.reconcile", () => {
  it("makes an unknown outcome accepted once a report on this very message has come", async () => {
    const { sms, requests, report } = kenya();
    const batch = await sms.send({ to: [to, other], text: "Hello" });
    const [first, second] = batch.filter("unknown");
    if (first === undefined || second === undefined) throw new Error("the outcomes are known");
    expect(await sms.reports.reconcile(first)).toBe(first);
    await report(requests[0]?.callback_url, to, 2);
    const settled = await sms.reports.reconcile(first);
    expect(settled).toEqual({
      status: "accepted",
      to,
      reference: first.reference,
      provider: "intouchvas",
      id: "2295",
      attempts: first.attempts,
    });
    expect(inspect(settled)).not.toContain(to);
    expect(await sms.reports.reconcile(second)).toBe(second);
    expect(await sms.reports.reconcile(settled)).toBe(settled);
  });

  it("does not take the report of another message to the same number for its own", async () => {
    const { sms, requests, report } = kenya();
    const first = await sms.send({ to, text: "Hello" });
    await sms.send({ to, text: "Hello again" });
    await report(requests[1]?.callback_url, to);
    expect(await sms.reports.reconcile(first)).toBe(first);
  });
});

describe("rule 7, an idempotency key whose outcome is unknown", () => {
  const message = { to, text: "Hello", idempotencyKey: "order-9" } as const;

  it("replays what a report has proven meanwhile, and keeps that", async () => {
    let time = 0;
    const store = memoryStore({ keepMs: 1_000, now: () => time });
    const { sms, requests, report } = kenya({ store });
    expect(await sms.send(message)).toMatchObject({ status: "unknown" });
    await report(requests[0]?.callback_url, to);
    expect(await sms.send(message)).toMatchObject({ status: "accepted", id: "2295", replayed: true });
    expect(requests).toHaveLength(1);
    // What is known may be forgotten in time, which an unknown never is.
    time = 1_001;
    expect(await store.reserve("order-9", "")).toEqual({ state: "reserved" });
  });

  it("finds the report of a message that a process sent and died before it could say so", async () => {
    const reports = memoryReportStore();
    const store = memoryStore();
    const dead = kenya({ store: { ...store, finalize: () => new Promise(() => {}) }, reports: { store: reports } });
    void dead.sms.send(message);
    while (dead.requests.length === 0) await new Promise((resolve) => setImmediate(resolve));
    const { sms, requests, report } = kenya({ store, reports: { store: reports } });
    expect(await sms.send(message)).toMatchObject({ status: "unknown", provider: "" });
    await report(dead.requests[0]?.callback_url, to);
    expect(await sms.send(message)).toMatchObject({ status: "accepted", provider: "intouchvas", id: "2295" });
    expect(requests).toEqual([]);
  });
});
