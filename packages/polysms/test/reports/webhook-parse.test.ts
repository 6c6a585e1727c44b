import { describe, expect, it, vi } from "vitest";
import { memoryReportStore } from "../../src/reports/report-store.ts";
import { delivered, post, setup } from "./setup.ts";

describe("rule 8, delivery reports: webhooks.parse, for callers that answer themselves", () => {
  it("returns the new events, and an empty list for a duplicate", async () => {
    const { webhooks, events } = setup();
    const url = await webhooks.url("acme");
    expect(await webhooks.parse(post(url, delivered))).toMatchObject([{ kind: "delivery", id: "m-1" }]);
    expect(await webhooks.parse(post(url, delivered))).toEqual([]);
    expect(events).toHaveLength(1);
  });

  it("returns an event once without onEvent too, because returning it is the hand-over", async () => {
    const { webhooks } = setup({ onEvent: undefined });
    const url = await webhooks.url("acme");
    const parsed = [webhooks.parse(post(url, delivered)), webhooks.parse(post(url, delivered))];
    expect((await Promise.all(parsed)).map(({ length }) => length)).toEqual([1, 0]);
    expect(await webhooks.parse(post(url, delivered))).toEqual([]);
  });

  it("rejects with 503 if onEvent failed, and returns the event when it succeeded for the repetition", async () => {
    const onEvent = vi.fn<() => unknown>().mockRejectedValueOnce(new Error("no database"));
    const { webhooks, errors } = setup({ onEvent });
    const url = await webhooks.url("acme");
    const failed = await webhooks.parse(post(url, delivered)).catch((error: unknown) => error);
    expect(failed).toMatchObject({ name: "SmsError", httpStatus: 503 });
    expect(errors).toMatchObject([{ message: "no database" }]);
    expect(await webhooks.parse(post(url, delivered))).toMatchObject([{ id: "m-1" }]);
    expect(await webhooks.parse(post(url, delivered))).toEqual([]);
    expect(onEvent).toHaveBeenCalledTimes(2);
  });

  it("returns nothing, and rejects with 503, if the store cannot note that it was delivered", async () => {
    const confirm = () => Promise.reject(new Error("no database"));
    const { webhooks } = setup({ onEvent: undefined, store: { ...memoryReportStore(), confirm } });
    const parsing = webhooks.parse(post(await webhooks.url("acme"), delivered));
    await expect(parsing).rejects.toMatchObject({ httpStatus: 503 });
  });

  it("rejects with the status that handle would answer, and does not call onError", async () => {
    const { webhooks, errors } = setup();
    const url = await webhooks.url("acme");
    const answers = [
      [new Request(url), 405, "bad-request"],
      [post("https://app.example/x", delivered), 404, "bad-request"],
      [post(url.slice(0, -1), delivered), 403, "auth"],
      [post(url, delivered, { "content-type": "text/plain" }), 415, "bad-request"],
      [post(url, " ".repeat(64 * 1024 + 1)), 413, "bad-request"],
      [post(url, "{"), 400, "bad-request"],
    ] as const;
    for (const [request, httpStatus, code] of answers) {
      const error = await webhooks.parse(request).catch((reason: unknown) => reason);
      expect(error).toMatchObject({ name: "SmsError", httpStatus, code, mayHaveBeenSent: false });
    }
    expect(errors).toEqual([]);
  });
});
