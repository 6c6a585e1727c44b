import { describe, expect, it } from "vitest";
import { createValidator, loadSpec } from "../../src/index.ts";
import { acme } from "../setup.ts";

const validator = createValidator(loadSpec(acme));

describe("the validator on answers", () => {
  const check = async (operationId: string, body: string | null, init: ResponseInit) =>
    (await validator.checkResponse(operationId, new Response(body, init))).map(({ field }) => field);
  const json = { headers: { "content-type": "application/json" } };

  it("allows fields and headers that are not documented", async () => {
    const body = JSON.stringify({ status: 200, message_id: 1, cost: 2 });
    expect(await check("sendMessage", body, { headers: { ...json.headers, "x-request-id": "1" } })).toEqual([]);
  });

  it("reports undocumented statuses, types, bodies and headers", async () => {
    expect(await check("sendMessage", "{}", { ...json, status: 302 })).toEqual(["response/status"]);
    expect(await check("sendMessage", "<p>", { headers: { "content-type": "text/html" } })).toEqual([
      "response/header/content-type",
    ]);
    expect(await check("sendMessage", "{", json)).toEqual(["response/body"]);
    expect(await check("sendMessage", '{"status":200}', json)).toEqual(["response/body/message_id"]);
    expect(await check("createToken", '{"token":"t","lifetime":1}', json)).toEqual([
      "response/header/x-token-lifetime",
    ]);
    expect(
      await check("createToken", '{"token":"t","lifetime":1}', {
        headers: { ...json.headers, "x-token-lifetime": "soon" },
      }),
    ).toEqual(["response/header/x-token-lifetime"]);
    expect(await check("deleteContact", "x", { status: 404, ...json })).toEqual(["response/header/content-type"]);
  });

  it("finds ranges and defaults", async () => {
    const failure = JSON.stringify({ status: 418, error: "Teapot" });
    expect(await check("sendBulk", failure, { ...json, status: 418 })).toEqual([]);
    expect(await check("sendBulk", failure, { ...json, status: 500 })).toEqual(["response/status"]);
    expect(await check("getMessage", failure, { ...json, status: 500 })).toEqual([]);
    expect(await check("deleteContact", null, { status: 204 })).toEqual([]);
    await expect(check("getMessages", null, {})).rejects.toThrow("getMessage");
  });
});
