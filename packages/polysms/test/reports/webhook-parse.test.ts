import { describe, expect, it } from "vitest";
import { delivered, post, setup } from "./setup.ts";

describe("rule 8, delivery reports: webhooks.parse, for callers that answer themselves", () => {
  it("returns the new events, and an empty list for a duplicate", async () => {
    const { webhooks, events } = setup();
    const url = await webhooks.url("acme");
    expect(await webhooks.parse(post(url, delivered))).toMatchObject([{ kind: "delivery", id: "m-1" }]);
    expect(await webhooks.parse(post(url, delivered))).toEqual([]);
    expect(events).toHaveLength(1);
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
