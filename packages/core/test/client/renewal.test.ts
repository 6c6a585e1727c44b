import { describe, expect, it, vi } from "vitest";
import { canary, rejectionOf } from "../canary.ts";
import { acmeClient, sendCanary } from "./acme-api.ts";
import { observeFetch } from "./observed-fetch.ts";
import { rejectWith, renewable } from "./renewable-token.ts";

const { secret } = canary;

const tokensIn = (requests: readonly Request[]) => requests.map(({ headers }) => headers.get("authorization"));

describe("a renewable credential", () => {
  it("is asked for on every call and sent as the scheme says", async () => {
    const token = renewable();
    const seen = observeFetch();
    const client = acmeClient({ ...seen, credentials: { token } });
    await sendCanary(client);
    await sendCanary(client);
    expect(token.get).toHaveBeenCalledTimes(2);
    expect(token.discard).not.toHaveBeenCalled();
    expect(tokensIn(seen.requests)).toEqual([`Bearer ${secret}-1`, `Bearer ${secret}-1`]);
  });

  it("that was rejected is discarded, and the call goes out exactly once more, with the same body", async () => {
    const token = renewable();
    const seen = observeFetch((_, count) => (count === 1 ? rejectWith() : Response.json({ id: "7" })));
    const result = await sendCanary(acmeClient({ ...seen, credentials: { token } }));
    expect(result).toMatchObject({ ok: true, data: { id: "7" } });
    expect(token.expired).toHaveBeenNthCalledWith(1, { httpStatus: 401, body: { reason: "expired" } });
    expect(token.discard.mock.calls).toEqual([[`${secret}-1`]]);
    expect(tokensIn(seen.requests)).toEqual([`Bearer ${secret}-1`, `Bearer ${secret}-2`]);
    const bodies = await Promise.all(seen.requests.map((request) => request.text()));
    expect(bodies[0]).toContain(canary.text);
    expect(bodies[1]).toBe(bodies[0]);
  });

  it("that is rejected twice gives the rejection to the caller, and no third request is made", async () => {
    const token = renewable();
    const seen = observeFetch(() => rejectWith());
    expect(await sendCanary(acmeClient({ ...seen, credentials: { token } }))).toMatchObject({
      ok: false,
      error: { reason: "expired" },
    });
    expect(seen.requests).toHaveLength(2);
  });

  it.each([400, 403, 500])("is kept when the rejection has another reason: %d", async (status) => {
    const token = renewable();
    const seen = observeFetch(() => rejectWith(status));
    await sendCanary(acmeClient({ ...seen, credentials: { token } }));
    expect(seen.requests).toHaveLength(1);
    expect(token.discard).not.toHaveBeenCalled();
  });

  it.each(["", "<h1>Unauthorized</h1>", '{"reason":'])(
    "is not renewed after a 401 of %j, which proves nothing",
    async (body) => {
      const token = renewable();
      const seen = observeFetch(() => new Response(body, { status: 401 }));
      const error = await rejectionOf(sendCanary(acmeClient({ ...seen, credentials: { token } })));
      expect(error).toMatchObject({ code: "unreadable-response", mayHaveBeenSent: true, httpStatus: 401 });
      expect(seen.requests).toHaveLength(1);
      expect(token.discard).not.toHaveBeenCalled();
    },
  );

  it("does not get in the way of an answer without a body", async () => {
    const seen = observeFetch(() => new Response(null, { status: 204 }));
    const client = acmeClient({ ...seen, credentials: { token: renewable() } });
    const result = await client.DELETE("/v1/messages/{id}", { params: { path: { id: "7" } } });
    expect(result).toMatchObject({ ok: true, data: undefined });
  });

  it("shares one deadline between both requests", async () => {
    vi.useFakeTimers();
    try {
      const slow = () => new Promise<Response>((resolve) => setTimeout(() => resolve(rejectWith()), 4000));
      const seen = observeFetch(slow);
      const call = rejectionOf(
        sendCanary(acmeClient({ ...seen, credentials: { token: renewable() } }), { timeoutMs: 5000 }),
      );
      await vi.advanceTimersByTimeAsync(5000);
      expect(await call).toMatchObject({ code: "timeout", mayHaveBeenSent: true });
      expect(seen.requests).toHaveLength(2);
    } finally {
      vi.useRealTimers();
    }
  });

  it("is not asked for when another alternative is given or none is needed", async () => {
    const token = renewable();
    const client = acmeClient({ ...observeFetch(), credentials: { key: secret, token } });
    await client.GET("/v1/balance");
    await client.PATCH("/v1/sender");
    expect(token.get).not.toHaveBeenCalled();
  });
});
