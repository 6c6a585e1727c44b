import { describe, expect, it } from "vitest";
import { delivered, desk, post } from "./setup.ts";

describe("rule 8, delivery reports: parse, for those who answer themselves", () => {
  it("gives what is new, and nothing for a repetition", async () => {
    const { webhooks, events } = desk();
    const url = await webhooks.url("acme");
    expect(await webhooks.parse(post(url, delivered))).toMatchObject([{ kind: "delivery", id: "m-1" }]);
    expect(await webhooks.parse(post(url, delivered))).toEqual([]);
    expect(events).toHaveLength(1);
  });

  it("rejects with the answer that handle would give, and tells onError nothing", async () => {
    const { webhooks, errors } = desk();
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
