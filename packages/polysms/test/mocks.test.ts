import { startMocks } from "@polysms/testing";
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from "vitest";
import { createSms, failover, intouchvas, vavasms } from "../src/index.ts";

const to = "+254712345678";
const credentials = { username: "you@example.com", password: "canary", senderId: "MyBrand" };

describe("the mocks of several providers behind the facade", () => {
  let mocks: Awaited<ReturnType<typeof start>>;
  const start = () => startMocks(["intouchvas", "vavasms"]);
  beforeAll(async () => {
    mocks = await start();
  });
  afterEach(() => {
    expect(mocks.violations).toEqual([]);
    mocks.reset();
  });
  afterAll(() => mocks.close());

  it("are reached through baseUrl, even by a provider with several hosts", async () => {
    const sms = createSms({
      providers: [
        // A token comes from one host, and messages go to another.
        intouchvas({ username: "user", password: "password", baseUrl: mocks.intouchvas.baseUrl }),
        vavasms({ ...credentials, baseUrl: mocks.vavasms.url }),
      ],
      route: failover("vavasms", "intouchvas"),
    });
    mocks.vavasms.respondWith("sendMessage", "invalidSenderId");
    expect(await sms.send({ to, text: "Hello" })).toMatchObject({ status: "accepted", provider: "intouchvas" });
    expect(mocks.vavasms.exchanges).toHaveLength(1);
    expect(new Set(mocks.intouchvas.exchanges.map(({ url }) => new URL(url).origin)).size).toBe(2);
  });

  it("are reached through fetch, with no other setting", async () => {
    const sms = createSms({ providers: [intouchvas({ apiKey: "key", fetch: mocks.fetch })] });
    expect(await sms.send({ to, text: "Hello" })).toMatchObject({ status: "accepted" });
    vi.stubGlobal("fetch", mocks.fetch);
    const unchanged = createSms({ providers: [vavasms(credentials)] });
    mocks.vavasms.respondWith("available");
    expect((await unchanged.balance.get("vavasms")).amount).toBeGreaterThan(0);
    expect(await unchanged.send({ to, text: "Hello" })).toMatchObject({ status: "accepted" });
  });

  it("are those of all providers when none is named", async () => {
    await using all = await startMocks();
    const manifest = (await import("../package.json", { with: { type: "json" } })).default;
    const providers = Object.keys(manifest.dependencies).filter((name) => name !== "@polysms/core");
    expect(providers.filter((name) => name.slice("@polysms/".length) in all)).toEqual(providers);
  });
});
