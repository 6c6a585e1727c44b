import { describe, expect, it } from "vitest";
import { canary, expectNoCanary } from "../canary.ts";
import { acmeClient, sendCanary } from "./acme-api.ts";
import { observeFetch } from "./observed-fetch.ts";
import { rejectWith, renewable } from "./renewable-token.ts";

const { phone, secret, text } = canary;
const user = "canary-user-name";

describe("a provider's words that repeat a credential of the client", () => {
  it.each([
    ["a Bearer token", { token: secret }, secret],
    ["a key in a header of its own", { key: secret }, secret],
    ["a password in the body", { username: user, password: secret }, secret],
    ["a user name in the body", { username: user, password: secret }, user],
    ["the user name of a Basic pair", { account: `${user}:${secret}` }, user],
    ["the password of a Basic pair", { account: `${user}:${secret}` }, secret],
    ["a Basic pair as it travels", { account: `${user}:${secret}` }, btoa(`${user}:${secret}`)],
    ["a short password of a Basic pair", { account: `${user}:pa:s` }, "pa:s"],
  ])("are shown without it: %s", (_, credentials, echo) => {
    const client = acmeClient({ credentials });
    expect(client.redact(`Wrong: ${echo}!`)).toBe("Wrong: [redacted]!");
    expect(client.redact(`Wrong: ${echo.toUpperCase()}!`)).not.toContain(echo.toUpperCase());
  });

  it("are shown without a renewed token, and without the one before it", async () => {
    const seen = observeFetch((_, count) => (count === 1 ? rejectWith() : Response.json({ id: "7" })));
    const client = acmeClient({ ...seen, credentials: { token: renewable() } });
    expect(client.redact(`${secret}-1`)).toBe(`${secret}-1`);
    await sendCanary(client);
    expect(client.redact(`bad token ${secret}-1; bad token ${secret}-2`)).toBe(
      "bad token [redacted]; bad token [redacted]",
    );
  });

  it("are shown without what else is named, without numbers, and cut", () => {
    const client = acmeClient({});
    expectNoCanary(client.redact(`No credit for ${phone}: "${text}", key ${secret}`, [text]));
    expect(client.redact("Your PIN 4821 is wrong", ["other", "4821"])).toBe("Your PIN [redacted] is wrong");
    expect(client.redact("x".repeat(1000)).length).toBeLessThanOrEqual(200);
  });

  it("stay as they are if they repeat nothing", () => {
    expect(acmeClient({ credentials: {} }).redact("Sender is not registered")).toBe("Sender is not registered");
  });
});
