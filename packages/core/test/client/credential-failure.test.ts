import { describe, expect, it } from "vitest";
import { SmsError } from "../../src/index.ts";
import { canary, rejectionOf } from "../canary.ts";
import { acmeClient, sendCanary } from "./acme-api.ts";
import { observeFetch } from "./observed-fetch.ts";
import { rejectWith, renewable } from "./renewable-token.ts";

const { secret } = canary;

describe("a credential that cannot be fetched", () => {
  const failing = (get: () => Promise<string>) => ({ ...renewable(), get });

  it.each([
    ["rejects", () => Promise.reject(new Error(`${secret} ${canary.phone}`))],
    [
      "throws",
      () => {
        throw new Error(secret);
      },
    ],
  ])("because it %s sends nothing, and proves it", async (_, get) => {
    const seen = observeFetch();
    const error = await rejectionOf(sendCanary(acmeClient({ ...seen, credentials: { token: failing(get) } })));
    expect(error).toMatchObject({ code: "auth", mayHaveBeenSent: false, provider: "acme" });
    expect(seen.requests).toHaveLength(0);
  });

  it("for an unknown reason of its own still proves that the message was not sent", async () => {
    const cause = new Error(secret);
    const ours = new SmsError("acme: the connection failed.", {
      code: "network",
      mayHaveBeenSent: true,
      provider: "acme",
      httpStatus: 502,
      cause,
    });
    const seen = observeFetch();
    const token = failing(() => Promise.reject(ours));
    const error = await rejectionOf(sendCanary(acmeClient({ ...seen, credentials: { token } })));
    expect(error.toJSON()).toEqual({ ...ours.toJSON(), mayHaveBeenSent: false });
    expect(error.cause).toBe(cause);
    expect(seen.requests).toHaveLength(0);
  });

  it("in time, or before the caller gives up, sends nothing either", async () => {
    const seen = observeFetch();
    const client = acmeClient({ ...seen, credentials: { token: failing(() => new Promise(() => {})) } });
    expect(await rejectionOf(sendCanary(client, { timeoutMs: 1 }))).toMatchObject({
      code: "timeout",
      mayHaveBeenSent: false,
    });
    const controller = new AbortController();
    const call = rejectionOf(sendCanary(client, { signal: controller.signal }));
    controller.abort();
    expect(await call).toMatchObject({ code: "aborted", mayHaveBeenSent: false });
    expect(seen.requests).toHaveLength(0);
  });

  it("a second time, after a proven rejection, is still a proof", async () => {
    const token = renewable();
    token.get.mockResolvedValueOnce(`${secret}-1`).mockRejectedValueOnce(new Error(secret));
    const seen = observeFetch(() => rejectWith());
    const error = await rejectionOf(sendCanary(acmeClient({ ...seen, credentials: { token } })));
    expect(error).toMatchObject({ code: "auth", mayHaveBeenSent: false });
    expect(seen.requests).toHaveLength(1);
  });
});
