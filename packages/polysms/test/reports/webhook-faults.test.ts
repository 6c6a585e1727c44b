import { inspect } from "node:util";
import { SmsError } from "@polysms/core";
import { describe, expect, it } from "vitest";
import { delivered, desk, post, providerWith } from "./setup.ts";

describe("rule 8, delivery reports: the answers to a provider's call when something fails here", () => {
  it("500 when the fault is ours, so that a provider may try again, and never a rejection", async () => {
    const store = {
      advance: () => Promise.reject(new Error("canary: no database")),
      find: () => [],
      findByReference: () => [],
      claim: () => true,
    };
    const failing = desk({ store });
    expect((await failing.call(delivered)).status).toBe(500);
    expect(failing.events).toEqual([]);
    expect(failing.errors).toMatchObject([
      { code: "config", httpStatus: 500, cause: { message: "canary: no database" } },
    ]);
    expect(inspect(failing.errors)).not.toContain("canary");

    const read = () => {
      throw new Error("a defect of the adapter");
    };
    const broken = desk({ providers: [providerWith("acme", { deliveryReports: { read } })] });
    expect((await broken.call(delivered)).status).toBe(500);

    const { webhooks, errors } = desk();
    for (const nothing of [undefined, null, {}, "POST"]) {
      expect((await webhooks.handle(nothing as unknown as Request)).status).toBeGreaterThanOrEqual(400);
    }
    const used = post(await webhooks.url("acme"), delivered);
    await used.text();
    expect((await webhooks.handle(used)).status).toBe(500);
    expect(errors.at(-1)).toMatchObject({ message: "The webhook call was read before it came here." });
  });

  it.each([204, 404])(
    "keeps to its own answers when a store or an adapter fails with a status of its own: %i",
    async (httpStatus) => {
      const answered = new SmsError("no", { code: "auth", mayHaveBeenSent: true, httpStatus });
      const store = {
        advance: () => Promise.reject(answered),
        find: () => [],
        findByReference: () => [],
        claim: () => true,
      };
      expect((await desk({ store }).call(delivered)).status).toBe(500);
      const read = () => {
        throw answered;
      };
      const broken = desk({ providers: [providerWith("acme", { deliveryReports: { read } })] });
      expect((await broken.call(delivered)).status).toBe(500);
    },
  );
});
