import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { account, clientOf, deferred, send } from "./credentials.ts";
import { json } from "./setup.ts";

const minute = 60_000;

describe("a token", () => {
  it("is asked for with the user name and the password, and used in api-key", async () => {
    const identity = account();
    await send(clientOf(identity));

    const [tokenCall] = identity.tokenCalls;
    expect(tokenCall?.method).toBe("GET");
    expect(tokenCall?.url).toBe("https://identity-service.intouchvas.io/auth/api-key");
    expect(tokenCall?.headers.get("authorization")).toBe(`Basic ${btoa("someone:example password")}`);
    expect(identity.tokensUsed()).toEqual(["token-1"]);
    expect(identity.sends[0]?.headers.get("authorization")).toBeNull();
  });

  it("is not asked for before the first call", () => {
    const identity = account();
    clientOf(identity);
    expect(identity.tokenCalls).toHaveLength(0);
  });

  it("is fetched once, however many callers wait for it", async () => {
    const answer = deferred<Response>();
    const identity = account({ token: () => answer.promise });
    const client = clientOf(identity);

    const calls = Array.from({ length: 20 }, () => send(client));
    await vi.waitUntil(() => identity.tokenCalls.length > 0);
    answer.resolve(json({ token: "token-1", lifetime: 1800 }));
    const results = await Promise.all(calls);

    expect(results.every(({ ok }) => ok)).toBe(true);
    expect(identity.tokenCalls).toHaveLength(1);
    expect(identity.tokensUsed()).toEqual(Array.from({ length: 20 }, () => "token-1"));
  });

  it("encodes a user name and a password beyond ASCII as UTF-8", async () => {
    const identity = account();
    await send(clientOf({ ...identity, options: { ...identity.options, username: "zoë", password: "pässwörd:€" } }));

    const basic = identity.tokenCalls[0]?.headers.get("authorization")?.replace("Basic ", "") ?? "";
    expect(Buffer.from(basic, "base64").toString("utf8")).toBe("zoë:pässwörd:€");
  });

  it.each([200, 202])("is taken from an answer with status %i", async (status) => {
    const identity = account({ token: () => json({ token: "token-1", lifetime: 1800 }, status) });
    expect(await send(clientOf(identity))).toMatchObject({ ok: true });
    expect(identity.tokensUsed()).toEqual(["token-1"]);
  });
});

describe("the lifetime of a token", () => {
  beforeEach(() => {
    vi.useFakeTimers({ toFake: ["Date"], now: 0 });
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  // Lifetime in seconds, last moment at which the token is used, first moment at which another one is.
  it.each([
    ["half an hour, as documented", 1800, 29 * minute - 1, 29 * minute],
    ["half an hour, as a string", "1800", 29 * minute - 1, 29 * minute],
    ["a minute, minus a tenth", 60, 53_999, 54_000],
    ["a second", 1, 899, 900],
    ["missing: three hours", undefined, 179 * minute - 1, 179 * minute],
    ["null", null, 179 * minute - 1, 179 * minute],
    ["negative", -1, 179 * minute - 1, 179 * minute],
    ["words", "half an hour", 179 * minute - 1, 179 * minute],
    ["an object", {}, 179 * minute - 1, 179 * minute],
  ])("is %s", async (_, lifetime, lastUse, renewal) => {
    const identity = account({ token: (_request, index) => json({ token: `token-${index + 1}`, lifetime }) });
    const client = clientOf(identity);

    for (const time of [0, lastUse, renewal]) {
      vi.setSystemTime(time);
      await send(client);
    }

    expect(identity.tokensUsed()).toEqual(["token-1", "token-1", "token-2"]);
    expect(identity.tokenCalls).toHaveLength(2);
  });

  it("is counted from the moment it was asked for, not from the answer", async () => {
    const identity = account({
      token: (_, index) => {
        vi.setSystemTime(Date.now() + 5 * minute);
        return json({ token: `token-${index + 1}`, lifetime: 1800 });
      },
    });
    const client = clientOf(identity);

    await send(client);
    vi.setSystemTime(29 * minute);
    await send(client);

    expect(identity.tokensUsed()).toEqual(["token-1", "token-2"]);
  });
});

describe("a caller who aborts while the token is fetched", () => {
  it("by a signal leaves the others their token", async () => {
    const answer = deferred<Response>();
    const identity = account({ token: () => answer.promise });
    const client = clientOf(identity);
    const controller = new AbortController();

    const impatient = send(client, { signal: controller.signal });
    const patient = send(client);
    await vi.waitUntil(() => identity.tokenCalls.length > 0);
    controller.abort();
    await expect(impatient).rejects.toMatchObject({ code: "aborted", mayHaveBeenSent: false });
    answer.resolve(json({ token: "token-1", lifetime: 1800 }));

    expect(await patient).toMatchObject({ ok: true });
    expect(identity.tokenCalls).toHaveLength(1);
    expect(identity.tokenCalls[0]?.signal.aborted).toBe(false);
    expect(identity.sends).toHaveLength(1);
  });

  it("by a timeout leaves the others their token", async () => {
    const answer = deferred<Response>();
    const identity = account({ token: () => answer.promise });
    const client = clientOf(identity);

    const impatient = send(client, { timeoutMs: 1 });
    const patient = send(client);
    await expect(impatient).rejects.toMatchObject({ code: "timeout", mayHaveBeenSent: false });
    answer.resolve(json({ token: "token-1", lifetime: 1800 }));

    expect(await patient).toMatchObject({ ok: true });
    expect(identity.tokenCalls).toHaveLength(1);
    expect(identity.sends).toHaveLength(1);
  });
});
