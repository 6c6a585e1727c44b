import { describe, expect, it } from "vitest";
import { canary, errorOf } from "../canary.ts";
import { acmeClient, fileHost, sendCanary } from "./acme-api.ts";
import { observeFetch } from "./observed-fetch.ts";

type BaseUrl = string | Readonly<Record<string, string>>;

/** Where a call to each of the two documented hosts goes. */
async function hostsWith(baseUrl?: BaseUrl): Promise<string[]> {
  const seen = observeFetch();
  const credentials = { token: canary.secret, account: canary.secret };
  const client = acmeClient({ ...seen, credentials, ...(baseUrl === undefined ? {} : { baseUrl }) });
  await sendCanary(client);
  await client.POST("/v1/contacts", { body: { file: new Blob([""]) } });
  return seen.requests.map(({ url }) => url);
}

describe("the host of a request", () => {
  it("is the documented one of its operation", async () => {
    expect(await hostsWith()).toEqual([
      "https://api.acme.example/v1/messages",
      "https://files.acme.example/v1/contacts",
    ]);
  });

  it("is one other host for all operations", async () => {
    expect(await hostsWith("http://127.0.0.1:4010/mock/")).toEqual([
      "http://127.0.0.1:4010/mock/v1/messages",
      "http://127.0.0.1:4010/mock/v1/contacts",
    ]);
  });

  it("is another host for the operations of one documented host", async () => {
    expect(await hostsWith({ [fileHost]: "http://localhost:4010" })).toEqual([
      "https://api.acme.example/v1/messages",
      "http://localhost:4010/v1/contacts",
    ]);
  });

  it("is not the one of another client", async () => {
    await hostsWith("http://127.0.0.1:4010");
    expect((await hostsWith())[0]).toBe("https://api.acme.example/v1/messages");
  });
});

describe("a base URL that cannot be used", () => {
  it.each<[string, BaseUrl]>([
    ["names a host that is not in the spec", { "https://other.acme.example": "http://localhost:1" }],
    ["names a host that is close to one of the spec", { "https://api.acme.example/": "http://localhost:1" }],
    ["is not https", `http://acme.example/${canary.secret}`],
    ["is not https in a map", { [fileHost]: `http://acme.example/${canary.secret}` }],
    ["is not a URL", canary.secret],
  ])("because it %s throws when the client is made", (_, baseUrl) => {
    const error = errorOf(() => acmeClient({ baseUrl }));
    expect(error).toMatchObject({ code: "config", mayHaveBeenSent: false, provider: "acme", field: "baseUrl" });
  });

  it("throws an error that lists the hosts", () => {
    const error = errorOf(() => acmeClient({ baseUrl: { "https://other.example": "https://a.example" } }));
    expect(error.message).toContain("https://api.acme.example, https://files.acme.example");
  });
});
