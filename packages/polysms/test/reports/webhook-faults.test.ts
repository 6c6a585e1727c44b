import { inspect } from "node:util";
import { SmsError } from "@polysms/core";
import { describe, expect, it } from "vitest";
import { memoryReportStore } from "../../src/reports/report-store.ts";
import { delivered, post, providerWith, setup } from "./setup.ts";

describe("rule 8, delivery reports: the answer to a webhook call when something fails in polysms", () => {
  it("503 when the store, the adapter or the request object fails, so that the provider can retry", async () => {
    const store = { ...memoryReportStore(), advance: () => Promise.reject(new Error("canary: no database")) };
    const failing = setup({ store });
    expect((await failing.call(delivered)).status).toBe(503);
    expect(failing.events).toEqual([]);
    expect(failing.errors).toMatchObject([
      { code: "config", httpStatus: 503, cause: { message: "canary: no database" } },
    ]);
    expect(inspect(failing.errors)).not.toContain("canary");

    const read = () => {
      throw new Error("a bug in the adapter");
    };
    const broken = setup({ providers: [providerWith("acme", { deliveryReports: { read } })] });
    expect((await broken.call(delivered)).status).toBe(503);

    const { webhooks, errors } = setup();
    for (const notARequest of [undefined, null, {}, "POST"]) {
      expect((await webhooks.handle(notARequest as unknown as Request)).status).toBeGreaterThanOrEqual(400);
    }
    const used = post(await webhooks.url("acme"), delivered);
    await used.text();
    expect((await webhooks.handle(used)).status).toBe(503);
    expect(errors.at(-1)).toMatchObject({ message: "The webhook call has a body that was already read." });
  });

  it.each([204, 404])("503 even if a store or an adapter fails with the HTTP status %i", async (httpStatus) => {
    const failure = new SmsError("no", { code: "auth", mayHaveBeenSent: true, httpStatus });
    const store = { ...memoryReportStore(), advance: () => Promise.reject(failure) };
    expect((await setup({ store }).call(delivered)).status).toBe(503);
    const read = () => {
      throw failure;
    };
    const broken = setup({ providers: [providerWith("acme", { deliveryReports: { read } })] });
    expect((await broken.call(delivered)).status).toBe(503);
  });
});
