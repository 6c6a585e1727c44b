import { describe, expect, it, vi } from "vitest";
import { account, clientOf, deferred, send } from "./credentials.ts";
import { json, receipt } from "./setup.ts";

const failure = (status: number) => ({ status, message: "error message" });

/** Rejects `token-1` and accepts every other token. */
const staleFirst = (rejection: () => Response) => (request: Request) =>
  request.headers.get("api-key") === "token-1" ? rejection() : json(receipt(7));

describe("a rejected token", () => {
  it.each([
    ["401", () => json(failure(401), 401)],
    ["428", () => json(failure(428), 428)],
    ["401 without a readable object", () => json("Unauthorized", 401)],
    ["a failure object with status 428 under HTTP 200", () => json(failure(428), 200)],
    ["a failure object with status 401 under HTTP 200", () => json(failure(401), 200)],
    ["a failure object with status 428 under HTTP 400", () => json(failure(428), 400)],
  ])("is renewed once and the call repeated after %s", async (_, rejection) => {
    const identity = account({ send: staleFirst(rejection) });

    const result = await send(clientOf(identity));

    expect(result).toMatchObject({ ok: true, data: { transaction_id: 7 } });
    expect(identity.tokensUsed()).toEqual(["token-1", "token-2"]);
    const [first, second] = await Promise.all(identity.sends.map((request) => request.text()));
    expect(second).toBe(first);
  });

  it.each([401, 428])("is not renewed a second time for the same call after %i", async (status) => {
    const identity = account({ send: () => json(failure(status), status) });

    const result = await send(clientOf(identity));

    expect(result).toMatchObject({ ok: false, error: failure(status), response: { status } });
    expect(identity.tokenCalls).toHaveLength(2);
    expect(identity.sends).toHaveLength(2);
  });

  it("of many calls at once is renewed once for all of them", async () => {
    const firsts = Array.from({ length: 10 }, () => deferred<Response>());
    const identity = account({
      send: (request, index) =>
        request.headers.get("api-key") === "token-1"
          ? (firsts[index]?.promise ?? json(failure(500), 500))
          : json(receipt(7)),
    });
    const client = clientOf(identity);

    const calls = firsts.map(() => send(client));
    await vi.waitUntil(() => identity.sends.length === firsts.length);
    // One rejection is answered, and its token renewed, before the others arrive.
    firsts[0]?.resolve(json(failure(428), 428));
    await calls[0];
    for (const { resolve } of firsts) resolve(json(failure(428), 428));
    const results = await Promise.all(calls);

    expect(results.every(({ ok }) => ok)).toBe(true);
    expect(identity.tokenCalls).toHaveLength(2);
    expect(identity.tokensUsed().filter((token) => token === "token-2")).toHaveLength(firsts.length);
  });

  it.each([
    ["an HTML page under 401", () => new Response("<h1>Unauthorized</h1>", { status: 401 })],
    ["an empty 401", () => new Response("", { status: 401 })],
    ["a 428 that is cut off", () => new Response('{"status":428,"mess', { status: 428 })],
  ])("is not renewed after %s, which does not prove a rejection", async (_, rejection) => {
    const identity = account({ send: rejection });

    await expect(send(clientOf(identity))).rejects.toMatchObject({
      code: "unreadable-response",
      mayHaveBeenSent: true,
    });
    expect(identity.tokenCalls).toHaveLength(1);
    expect(identity.sends).toHaveLength(1);
  });

  it.each([
    ["a receipt under 401", () => json(receipt(7), 401)],
    ["a transaction id next to status 428", () => json({ ...failure(428), transaction_id: 7 }, 428)],
    ["a transaction id next to status 428 under HTTP 200", () => json({ ...failure(428), transaction_id: 7 })],
    ["status 200 under 401", () => json({ status: 200, message: "ok" }, 401)],
    ["status 500 under 401", () => json(failure(500), 401)],
    ["status 401 under HTTP 500", () => json(failure(401), 500)],
    ["status 428 under HTTP 503", () => json(failure(428), 503)],
  ])("is not renewed after %s: the message may have been taken", async (_, rejection) => {
    const identity = account({ send: rejection });

    await send(clientOf(identity));

    expect(identity.tokenCalls).toHaveLength(1);
    expect(identity.sends).toHaveLength(1);
  });

  it.each([400, 403, 404, 405, 406, 418, 421, 422, 429, 500, 503])("is kept after %i", async (status) => {
    const identity = account({ send: () => json(failure(status), status) });
    const client = clientOf(identity);

    await send(client);
    await send(client);

    expect(identity.tokenCalls).toHaveLength(1);
    expect(identity.tokensUsed()).toEqual(["token-1", "token-1"]);
  });

  it("is renewed for every operation, not only for sends", async () => {
    const identity = account({
      send: (request) => (request.headers.get("api-key") === "token-1" ? json(failure(428), 428) : json([])),
    });

    expect(await clientOf(identity).GET("/api/contact/groups")).toMatchObject({ ok: true, data: [] });
    expect(identity.tokensUsed()).toEqual(["token-1", "token-2"]);
  });
});
