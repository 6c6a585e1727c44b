import { inspect } from "node:util";
import { isSmsError } from "@polysms/core";
import fc from "fast-check";
import { describe, expect, it, vi } from "vitest";
import { createWebhookUrls, readWebhookUrl } from "../../src/reports/webhook-url.ts";
import { baseUrl, delivered, oldSecret, post, secret, setup } from "./setup.ts";

const urls = createWebhookUrls({ baseUrl, secret });
const reference = fc.stringMatching(/^[A-Za-z0-9_.-]{1,100}$/);
const name = fc.stringMatching(/^[a-z][a-z0-9-]{0,20}$/);
const base64url = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

async function accepts(url: string, verifier = urls): Promise<boolean> {
  const call = readWebhookUrl(url);
  return call !== undefined && verifier.verify(call);
}

describe("rule 8, delivery reports: the signed webhook URL", () => {
  it("is under baseUrl and has the provider, the reference and a token of 256 bits", async () => {
    expect(await urls.write("acme")).toMatch(/^https:\/\/app\.example\/hooks\/sms\/acme\.[\w-]{43}$/);
    expect(await urls.write("acme", "order-17")).toMatch(/\/acme\.order-17\.[\w-]{43}$/);
  });

  it("has an HMAC-SHA-256 token that anything with the secret can compute", async () => {
    const { createHmac } = await import("node:crypto");
    const expected = createHmac("sha256", secret).update("polysms webhook\nacme\norder-17").digest("base64url");
    expect(await urls.write("acme", "order-17")).toBe(`${baseUrl}/acme.order-17.${expected}`);
  });

  it("is read back as it was written, even if a proxy changed the host, the path before it or the end", async () => {
    await fc.assert(
      fc.asyncProperty(name, fc.option(reference, { nil: undefined }), async (provider, chosen) => {
        const url = await urls.write(provider, chosen);
        expect(readWebhookUrl(url)).toMatchObject({ provider, reference: chosen });
        expect(await accepts(url)).toBe(true);
        expect(await accepts(`${url}/?utm=1#top`)).toBe(true);
        expect(await accepts(url.replace(baseUrl, "http://10.0.0.1:8080/a/b"))).toBe(true);
      }),
      { numRuns: 50 },
    );
  });

  it("is not valid when a single character of the token is changed", async () => {
    const url = await urls.write("acme", "order-17");
    const start = url.length - 43;
    for (let index = start; index < url.length; index++) {
      const others = [...base64url].filter((character) => character !== url[index]);
      const chosen = index === url.length - 1 ? others : [others[index % others.length]];
      for (const other of chosen) {
        expect(await accepts(`${url.slice(0, index)}${other}${url.slice(index + 1)}`)).toBe(false);
      }
    }
  });

  it.each([
    ["no token", (url: string) => url.slice(0, -44)],
    ["an empty token", (url: string) => url.slice(0, -43)],
    ["half a token", (url: string) => url.slice(0, -20)],
    ["a token too long", (url: string) => `${url}A`],
    ["padding", (url: string) => `${url}=`],
    ["base64 instead of base64url", (url: string) => `${url.slice(0, -2)}%2B%2F`],
    ["another provider", (url: string) => url.replace("acme.", "other.")],
    ["another reference", (url: string) => url.replace("order-17", "order-18")],
    ["no reference", (url: string) => url.replace("order-17.", "")],
    ["an empty reference", (url: string) => url.replace("order-17", "")],
    ["a reference in two parts", (url: string) => url.replace("order-17", "order.17")],
    ["a line break in the reference", (url: string) => url.replace("order-17", "order%0A17")],
    ["a broken escape", (url: string) => url.replace("order-17", "%E0%A4%A")],
    ["the token as a query", (url: string) => url.replace(/\.([\w-]{43})$/, "?token=$1")],
  ])("is not valid with %s", async (_, forge) => {
    expect(await accepts(forge(await urls.write("acme", "order-17")))).toBe(false);
  });

  it("has one spelling: without a reference, an empty one is not valid", async () => {
    const url = await urls.write("acme");
    expect(await accepts(url)).toBe(true);
    for (const dots of ["..", "..."]) expect(await accepts(url.replace("acme.", `acme${dots}`))).toBe(false);
  });

  it("is not parsed beyond 8,192 characters, because anyone may call", async () => {
    const url = await urls.write("acme", "order-17");
    const padded = (length: number) => url.replace("/hooks", `/hooks${"/".repeat(length - url.length)}`);
    expect(await accepts(padded(8_192))).toBe(true);
    expect(readWebhookUrl(padded(8_193))).toBeUndefined();
    expect(readWebhookUrl(`${baseUrl}${"/".repeat(64_000)}x`)).toBeUndefined();
  });

  it("has a token that separates the reference from the provider's name", async () => {
    const url = await urls.write("acme", "b.c");
    expect(await accepts(url.replace("acme.b.c", "acme-b.c"))).toBe(false);
    expect(await accepts(url.replace("acme.b.c", "b.acme.c"))).toBe(false);
  });

  it("is not valid with another secret, whatever the provider and the reference", async () => {
    const forger = createWebhookUrls({ baseUrl, secret: oldSecret });
    await fc.assert(
      fc.asyncProperty(name, fc.option(reference, { nil: undefined }), async (provider, chosen) => {
        expect(await accepts(await forger.write(provider, chosen))).toBe(false);
      }),
      { numRuns: 50 },
    );
  });

  it("is verified by Web Crypto alone, which compares in constant time", async () => {
    const verify = vi.spyOn(crypto.subtle, "verify");
    const url = await urls.write("acme");
    expect(await accepts(url)).toBe(true);
    verify.mockResolvedValue(false);
    expect(await accepts(url)).toBe(false);
    expect(verify.mock.calls.map(([algorithm]) => algorithm)).toEqual(Array(2).fill({ name: "HMAC", hash: "SHA-256" }));
  });

  it("stays valid after the secret has changed, as long as the old one is in previousSecrets", async () => {
    const before = createWebhookUrls({ baseUrl, secret: oldSecret });
    const after = createWebhookUrls({ baseUrl, secret, previousSecrets: ["x".repeat(32), oldSecret] });
    expect(await accepts(await before.write("acme"), after)).toBe(true);
    expect(await accepts(await after.write("acme"), after)).toBe(true);
    expect(await after.write("acme")).toBe(await urls.write("acme"));
    expect(await accepts(await before.write("acme"))).toBe(false);
  });

  it("with an old secret gives a 200, and a 403 once that secret is removed", async () => {
    const url = await setup({ webhooks: { baseUrl, secret: oldSecret } }).webhooks.url("acme");
    const rotated = setup({ webhooks: { baseUrl, secret, previousSecrets: [oldSecret] } });
    expect((await rotated.webhooks.handle(post(url, delivered))).status).toBe(200);
    expect((await setup().webhooks.handle(post(url, delivered))).status).toBe(403);
  });

  it.each(["", " ", "a b", "a/b", "a?b", "a#b", "é", "a\nb", "x".repeat(101), 17, null])(
    "throws for the reference %j",
    async (chosen) => {
      const error = await urls.write("acme", chosen as string).catch((reason: unknown) => reason);
      expect(error).toMatchObject({ code: "bad-request", field: "reference" });
    },
  );

  it.each([
    ["silent", "provider names silent, which has no webhooks; choose from acme."],
    ["nobody", "provider is not a configured provider; choose from acme."],
    ["__proto__", "provider is not a configured provider; choose from acme."],
  ])("is not made for %s, which has no webhooks or is not configured", async (name, message) => {
    const error = await setup()
      .webhooks.url(name)
      .catch((reason: unknown) => reason);
    expect(error).toMatchObject({ code: "bad-request", field: "provider", message });
  });
});

describe("rule 8, delivery reports: the settings of webhooks", () => {
  it.each([
    ["baseUrl", { baseUrl: "http://app.example", secret }, /must be https/],
    ["baseUrl", { baseUrl: "app.example", secret }, /not a URL/],
    ["baseUrl", { baseUrl: "https://app.example/?a=b", secret }, /without \?/],
    ["baseUrl", { baseUrl: "https://user:canary@app.example", secret }, /credentials/],
    ["secret", { baseUrl }, /is missing/],
    ["secret", { baseUrl, secret: 7 }, /must be a string/],
    ["secret", { baseUrl, secret: "canary-of-31-bytes-0123456789ab" }, /has 31 bytes; at least 32/],
    ["secret", { baseUrl, secret: `${secret}\n` }, /white space/],
    ["previousSecrets", { baseUrl, secret, previousSecrets: oldSecret }, /must be a list/],
    ["previousSecrets[1]", { baseUrl, secret, previousSecrets: [oldSecret, "canary"] }, /has 6 bytes/],
    ["secrt", { baseUrl, secret, secrt: oldSecret }, /did you mean secret\?/],
  ])("%s is checked when the facade is created, and never shown", (field, options, problem) => {
    const error = errorOf(() => createWebhookUrls(options as never));
    expect(error).toMatchObject({
      code: "config",
      field: `webhooks.${field}`,
      message: expect.stringMatching(problem),
    });
    expect(inspect(error) + JSON.stringify(error)).not.toContain("canary");
  });

  it("32 bytes are enough, in any script, and http is allowed on loopback", async () => {
    const local = createWebhookUrls({ baseUrl: "http://127.0.0.1:8080/", secret: "é".repeat(16) });
    expect(await local.write("acme")).toMatch(/^http:\/\/127\.0\.0\.1:8080\/acme\./);
  });
});

function errorOf(make: () => unknown): unknown {
  try {
    make();
  } catch (error) {
    expect(isSmsError(error)).toBe(true);
    return error;
  }
  throw new Error("The settings were accepted.");
}
