import type { OutgoingMessage } from "@polysms/core";
import { describe, expect, it, vi } from "vitest";
import { memoryReportStore } from "../../src/reports/report-store.ts";
import { deferred } from "../deferred.ts";
import { accepted, stub } from "../stub-provider.ts";
import { delivered, flushPromises, phone, post, setup, waitUntil, webhookCapabilities } from "./setup.ts";

const other = "+254712345679";
const unknown = { status: "unknown", provider: "acme", attempts: [], error: new Error("no answer") } as const;

/** A process that sends message a (m-1) and message b (m-2). */
async function sent(options: Parameters<typeof setup>[0] = {}) {
  const reporting = setup(options);
  const provider = { ...stub("acme", [accepted("m-1"), accepted("m-2")]), can: webhookCapabilities };
  const acme = reporting.withTracking(provider);
  for (const reference of ["a", "b"]) await acme.send({ to: [phone], text: "Hello", reference } as never);
  return reporting;
}

describe("rule 8, delivery reports: a store that cannot tie a message to its reference", () => {
  it.each([
    ["hangs", () => new Promise<never>(() => {})],
    ["fails", () => Promise.reject(new Error("no database"))],
  ])("and %s does not hold up or change the outcome of the send", async (what, tie) => {
    const { withTracking, errors } = setup({ store: { ...memoryReportStore(), tie } });
    const acme = withTracking({ ...stub("acme", [accepted("m-1")]), can: webhookCapabilities });
    const report = await acme.send({ to: [phone], text: "Hello", reference: "a" } as never);
    expect(report).toMatchObject({ verdicts: [accepted("m-1")] });
    await flushPromises();
    expect(errors.length).toBe(what === "fails" ? 1 : 0);
  });
});

describe("rule 8, delivery reports: the reference in the URL belongs to the message", () => {
  it("403 for a report on message b at the URL of message a, and nothing about b changes", async () => {
    const { call, events, errors, reports } = await sent();
    expect((await call({ ...delivered, id: "m-2", status: "rejected" }, "a")).status).toBe(403);
    expect(events).toEqual([]);
    expect(errors).toMatchObject([{ code: "auth", httpStatus: 403 }]);
    expect(await reports.get({ provider: "acme", id: "m-2" })).toMatchObject({ status: "unknown" });
    expect(await reports.reconcile({ ...unknown, to: phone, reference: "a" } as never)).toMatchObject({
      status: "unknown",
    });
    expect((await call({ ...delivered, id: "m-2" }, "b")).status).toBe(200);
    expect(events).toMatchObject([{ id: "m-2", status: "delivered", reference: "b" }]);
    expect((await call({ ...delivered, id: "m-2" }, "a")).status).toBe(403);
    expect(await reports.get({ provider: "acme", id: "m-2" })).toMatchObject({ reference: "b" });
  });

  it("does not when the caller gave the provider a URL with another reference", async () => {
    const { withTracking, call, events } = setup();
    const acme = withTracking({ ...stub("acme", [accepted("m-1")]), can: webhookCapabilities });
    const options = { callbackUrl: "https://app.example/hooks/sms/acme.order-7.token" };
    await acme.send({ to: [phone], text: "Hello", reference: "a", options } as never);
    await flushPromises();
    expect((await call(delivered, "order-7")).status).toBe(200);
    expect(events).toMatchObject([{ id: "m-1", status: "delivered", reference: "order-7" }]);
  });

  it("holds in another process that shares the store", async () => {
    const store = memoryReportStore();
    await sent({ store });
    const { call } = setup({ store });
    expect((await call({ ...delivered, id: "m-2" }, "a")).status).toBe(403);
    expect((await call(delivered, "a")).status).toBe(200);
  });

  it("holds for every recipient of an id, and for files and scheduled messages", async () => {
    const upload = { maxBytes: 1_000, send: async () => accepted("f-1") };
    const schedule = { send: async () => ({ verdicts: [accepted("s-1")] }) };
    const { withTracking, call } = setup();
    const { can } = withTracking({
      ...stub("acme"),
      can: { ...webhookCapabilities, files: upload, schedule } as never,
    });
    await can.files?.send({ reference: "file" } as never);
    await can.schedule?.send({ to: [phone], text: "Hello", reference: "later" } as never, new Date());
    for (const to of [phone, other]) {
      expect((await call({ ...delivered, to, id: "f-1" }, "later")).status).toBe(403);
      expect((await call({ ...delivered, to, id: "f-1" }, "file")).status).toBe(200);
    }
    expect((await call({ ...delivered, id: "s-1" }, "file")).status).toBe(403);
    expect((await call({ ...delivered, id: "s-1" }, "later")).status).toBe(200);
  });

  it("is that of the URL which the message brought with it", async () => {
    const memory = memoryReportStore();
    const tie = vi.fn(memory.tie);
    const { withTracking, webhooks, call } = setup({ store: { ...memory, tie } });
    const acme = withTracking({ ...stub("acme", [accepted("m-1"), accepted("m-2")]), can: webhookCapabilities });
    const message = { to: [phone], text: "Hello" } as unknown as OutgoingMessage;
    await acme.send({ ...message, reference: "r-1", reportUrl: await webhooks.url("acme", "my-own") });
    await acme.send({ ...message, reference: "r-2", reportUrl: "https://elsewhere.example/reports" });
    // The URL is verified on another thread.
    await waitUntil(() => tie.mock.calls.length > 0);
    expect((await call(delivered, "r-1")).status).toBe(403);
    expect((await call(delivered, "my-own")).status).toBe(200);
    expect((await call({ ...delivered, id: "m-2" }, "anything")).status).toBe(200);
  });

  it("is believed where the send did not live to tie the two, which settles an unknown outcome", async () => {
    const { call, reports } = setup();
    expect((await call(delivered, "a")).status).toBe(200);
    expect(await reports.reconcile({ ...unknown, to: phone, reference: "a" } as never)).toMatchObject({
      status: "accepted",
      id: "m-1",
    });
  });

  it("corrects what came under another one before the answer to the send", async () => {
    const answer = deferred<{ verdicts: ReturnType<typeof accepted>[] }>();
    const { withTracking, call, reports } = setup({ onEvent: undefined });
    const acme = withTracking({ ...stub("acme", [() => answer.promise]), can: webhookCapabilities });
    const sending = acme.send({ to: [phone], text: "Hello", reference: "b" } as never);
    expect((await call({ ...delivered, status: "rejected" }, "a")).status).toBe(200);
    answer.resolve({ verdicts: [accepted("m-1")] });
    await sending;
    expect(await reports.get({ provider: "acme", id: "m-1" })).toMatchObject({ status: "unknown" });
    expect((await call(delivered, "b")).status).toBe(200);
    expect(await reports.get({ provider: "acme", id: "m-1" })).toMatchObject({ status: "delivered", reference: "b" });
  });

  it("is not needed: the URL without one is for every message of the provider", async () => {
    const { call, webhooks } = await sent();
    expect((await call(delivered)).status).toBe(200);
    const url = await webhooks.url("acme");
    expect((await webhooks.handle(post(url.replace("acme.", "acme.."), delivered))).status).toBe(403);
  });
});
