import { describe, expect, it } from "vitest";
import { canary, rejectionOf } from "../canary.ts";
import { acmeClient, sendCanary } from "./acme-api.ts";
import { headersOf, observeFetch, onlyRequest } from "./observed-fetch.ts";

const { secret } = canary;

describe("security", () => {
  it.each([
    [{ key: "k3y" }, { "x-api-key": "k3y" }],
    [{ token: "t0ken" }, { authorization: "Bearer t0ken" }],
    [{ key: "k3y", token: "t0ken" }, { "x-api-key": "k3y" }],
    [{ key: undefined, token: "t0ken" }, { authorization: "Bearer t0ken" }],
  ])("that leaves a choice is filled in with the first alternative at hand: %o", async (credentials, headers) => {
    const seen = observeFetch();
    await acmeClient({ ...seen, credentials }).GET("/v1/balance");
    expect(headersOf(onlyRequest(seen))).toEqual({ accept: "application/json", ...headers });
  });

  it("that asks for two schemes together gets both", async () => {
    const seen = observeFetch();
    await acmeClient({ ...seen, credentials: { key: "k3y", token: "t0ken" } }).PUT("/v1/sender");
    expect(headersOf(onlyRequest(seen))).toMatchObject({ "x-api-key": "k3y", authorization: "Bearer t0ken" });
  });

  it("that asks for two schemes together is passed over when only one of them is at hand", async () => {
    const seen = observeFetch();
    await acmeClient({ ...seen, credentials: { key: "k3y", account: "a:b" } }).PUT("/v1/sender");
    expect(headersOf(onlyRequest(seen))).toEqual({ accept: "application/json", authorization: "Basic YTpi" });
  });

  it("that asks for nothing gets nothing, whatever credentials there are", async () => {
    const seen = observeFetch();
    await acmeClient({ ...seen, credentials: { key: "k3y", token: "t0ken" } }).PATCH("/v1/sender");
    expect(headersOf(onlyRequest(seen))).toEqual({ accept: "application/json" });
  });
});

describe("a missing credential", () => {
  it.each([
    ["one of two schemes", { key: secret }, (c: ReturnType<typeof acmeClient>) => c.PUT("/v1/sender"), "credentials"],
    ["every alternative", {}, (c: ReturnType<typeof acmeClient>) => c.GET("/v1/balance"), "credentials"],
    ["the only scheme", { key: secret }, (c: ReturnType<typeof acmeClient>) => sendCanary(c), "credentials"],
    [
      "a field of the body",
      { username: secret },
      (c: ReturnType<typeof acmeClient>) => c.POST("/v1/form", { body: { text: canary.text } }),
      "password",
    ],
  ])("for %s is named, and nothing is sent", async (_, credentials, call, field) => {
    const seen = observeFetch();
    const error = await rejectionOf(call(acmeClient({ ...seen, credentials })));
    expect(error).toMatchObject({ code: "config", mayHaveBeenSent: false, provider: "acme", field });
    expect(seen.requests).toHaveLength(0);
  });
});

describe("a credential that cannot travel in a header", () => {
  it.each(["\n", "\u0000", "→"])("because of %j sends nothing, and says that nothing was sent", async (mark) => {
    const seen = observeFetch();
    const error = await rejectionOf(sendCanary(acmeClient({ ...seen, credentials: { token: `${secret}${mark}z` } })));
    expect(seen.requests).toHaveLength(0);
    expect(error).toMatchObject({ mayHaveBeenSent: false, provider: "acme" });
  });
});
