import { inspect } from "node:util";
import { describe, expect, it, onTestFinished, vi } from "vitest";
import {
  createSms,
  intouchvas,
  memoryIdempotencyStore,
  memoryReportStore,
  type SmsEvent,
  type SmsOptions,
} from "../../src/index.ts";
import { stub } from "../stub-provider.ts";

const to = "+254710123456";
const other = "+254710123457";
const calls = { baseUrl: "https://example.com/sms", secret: "a-secret-of-at-least-thirty-two-characters" };

/** A facade over InTouchVAS whose connection drops before the answer, and a function that sends its reports. */
function setup(options: Partial<SmsOptions<[]>> = {}) {
  const requests: Record<string, unknown>[] = [];
  const events: SmsEvent[] = [];
  const fetch = async (request: Request) => {
    requests.push((await request.json()) as Record<string, unknown>);
    throw Object.assign(new TypeError("fetch failed"), { cause: Object.assign(new Error(), { code: "ECONNRESET" }) });
  };
  const sms = createSms({
    ...(options as object),
    providers: [intouchvas({ apiKey: "key", fetch })],
    webhooks: calls,
    events: { onEvent: (event) => events.push(event) },
  });
  const report = async (url: unknown, phone: string, status = 3) => {
    const body = JSON.stringify({ msisdn: phone.slice(1), status, transaction_id: 2295 });
    const headers = { "content-type": "application/json" };
    const response = await sms.webhooks.handle(new Request(String(url), { method: "POST", headers, body }));
    expect(response.status).toBe(200);
  };
  return { sms, requests, events, report };
}

describe("the reference of a send", () => {
  it("is on every outcome, is passed to the provider, and is different every time", async () => {
    const one = stub("one");
    const sms = createSms({ providers: [one], guard: { allow: [to], otherwise: "drop" } });
    const batch = await sms.send({ to: [to, to, other], text: "Hello" });
    const [{ reference } = { reference: "" }] = batch;
    expect(reference).toMatch(/^[\w-]{22}$/);
    expect(batch.outcomes.map((outcome) => [outcome.status, outcome.reference])).toEqual([
      ["accepted", reference],
      ["skipped", reference],
      ["skipped", reference],
    ]);
    const second = await sms.send({ to, text: "Hello" });
    expect(second.reference).not.toBe(reference);
    expect(one.requests.map((request) => request.reference)).toEqual([reference, second.reference]);
  });

  it("is in the signed webhook URL of every send, and so on every report of it", async () => {
    const { sms, requests, events, report } = setup();
    const { reference } = await sms.send({ to, text: "Hello" });
    expect(String(requests[0]?.callback_url)).toMatch(
      new RegExp(`^https://example.com/sms/intouchvas\\.${reference}\\.[\\w-]{43}$`),
    );
    await report(requests[0]?.callback_url, to);
    await vi.waitFor(() => expect(events).toMatchObject([{ reference, status: "delivered", to }]));
  });
});

describe("reports.reconcile", () => {
  it("makes an unknown outcome accepted once a report on that message has arrived", async () => {
    const { sms, requests, report } = setup();
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

  it("ignores the report of another message to the same number", async () => {
    const { sms, requests, report } = setup();
    const first = await sms.send({ to, text: "Hello" });
    await sms.send({ to, text: "Hello again" });
    await report(requests[1]?.callback_url, to);
    expect(await sms.reports.reconcile(first)).toBe(first);
  });
});

describe("rule 7, an idempotency key whose outcome is unknown", () => {
  const message = { to, text: "Hello", idempotencyKey: "order-9" } as const;

  it("replays what a report has proven in the meantime, and stores it", async () => {
    let time = 0;
    const store = memoryIdempotencyStore({ now: () => time });
    const { sms, requests, report } = setup({ stores: { idempotency: store } });
    expect(await sms.send(message)).toMatchObject({ status: "unknown" });
    await report(requests[0]?.callback_url, to);
    expect(await sms.send(message)).toMatchObject({ status: "accepted", id: "2295", replayed: true });
    expect(requests).toHaveLength(1);
    // A known outcome expires, which an unknown never does.
    time = 86_400_001;
    expect(await store.find({ name: "order-9" }, { signal: new AbortController().signal })).toBeUndefined();
  });

  it("is not proven by the report of an earlier send under the same key", async () => {
    let time = 0;
    const store = memoryIdempotencyStore({ now: () => time });
    const { sms, requests, report } = setup({ stores: { idempotency: store } });
    await sms.send(message);
    await report(requests[0]?.callback_url, to);
    expect(await sms.send(message)).toMatchObject({ status: "accepted", replayed: true });
    time = 86_400_001;
    // The key has expired, so the same message is sent again, and its answer is lost again.
    const again = await sms.send(message);
    expect(requests).toHaveLength(2);
    expect(again).toMatchObject({ status: "unknown" });
    expect(await sms.reports.reconcile(again)).toBe(again);
  });

  it.each([
    ["fails", () => Promise.reject(new Error("down"))],
    ["hangs", () => new Promise<never>(() => {})],
  ])("stays unknown when the report store %s, which proves nothing", async (_, findByReference) => {
    vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
    onTestFinished(() => {
      vi.useRealTimers();
    });
    const ticking = setInterval(() => vi.advanceTimersByTime(1_000), 5);
    onTestFinished(() => clearInterval(ticking));
    const down = { ...memoryReportStore(), findByReference };
    const { sms, requests } = setup({ stores: { reports: down } });
    await sms.send(message);
    expect(await sms.send(message)).toMatchObject({ status: "unknown", replayed: true });
    expect(requests).toHaveLength(1);
  });

  it("finds the report of a message whose process died before it stored the outcome", async () => {
    const reports = memoryReportStore();
    const store = memoryIdempotencyStore();
    const crashed = setup({ stores: { idempotency: { ...store, finalize: () => new Promise(() => {}) }, reports } });
    void crashed.sms.send(message);
    while (crashed.requests.length === 0) await new Promise((resolve) => setImmediate(resolve));
    const { sms, requests, report } = setup({ stores: { idempotency: store, reports } });
    expect(await sms.send(message)).toMatchObject({ status: "unknown", provider: "" });
    await report(crashed.requests[0]?.callback_url, to);
    expect(await sms.send(message)).toMatchObject({ status: "accepted", provider: "intouchvas", id: "2295" });
    expect(requests).toEqual([]);
  });
});
