import { assertNoSecrets, rejectionOf } from "@polysms/testing";
import { describe, expect, it } from "vitest";
import { intouchvas } from "../src/index.ts";
import { account, clientOf, send } from "./credentials.ts";
import { json, phone, receipt, spec } from "./setup.ts";

// What a rejected token call means. The call carries only the credentials.
const errorCodes: Readonly<Record<number, string>> = {
  400: "auth",
  401: "auth",
  403: "auth",
  404: "auth",
  405: "auth",
  406: "auth",
  418: "auth",
  421: "auth",
  422: "auth",
  428: "auth",
  429: "rate-limited",
  500: "provider-down",
  503: "provider-down",
};

const failures = spec.answersOf("getToken").filter(({ status }) => status >= 300);

describe("a token call that fails", () => {
  it("has a code for every documented status", () => {
    expect(failures.map(({ status }) => String(status))).toEqual(Object.keys(errorCodes));
  });

  it.each(failures)("with $status sends nothing and proves it", async ({ status, value }) => {
    const identity = account({ token: () => json(value, status) });

    const error = await rejectionOf(send(clientOf(identity)));

    expect(error).toMatchObject({
      code: errorCodes[status],
      mayHaveBeenSent: false,
      provider: "intouchvas",
      httpStatus: status,
      providerCode: String(status),
    });
    expect(identity.sends).toHaveLength(0);
  });

  it.each([
    ["401", json({ status: 401, message: "wrong" }, 401)],
    ["428", json({ status: 428, message: "wrong" }, 428)],
    ["a failure object under HTTP 200", json({ status: 401, message: "wrong" })],
  ])("with %s says which credentials are wrong", async (_, answer) => {
    const error = await rejectionOf(send(clientOf(account({ token: () => answer }))));
    expect(error).toMatchObject({ code: "auth", message: "intouchvas: username or password is wrong." });
  });

  it("says how long the provider asked to wait", async () => {
    const answer = () => json({ status: 429, message: "slow down" }, 429, { "retry-after": "7" });
    const error = await rejectionOf(send(clientOf(account({ token: answer }))));
    expect(error).toMatchObject({ code: "rate-limited", retryAfterMs: 7000 });
  });

  it.each([
    ["no token", json({ lifetime: 1800 })],
    ["an empty token", json({ token: "", lifetime: 1800 })],
    ["a token that cannot travel in a header", json({ token: "line\nbreak", lifetime: 1800 })],
    ["a token that is a number", json({ token: 12345678, lifetime: 1800 })],
    ["null", json(null)],
    ["a list", json([{ token: "token-1" }])],
    ["a receipt", json(receipt(7))],
    ["an HTML page", new Response("<h1>Welcome</h1>")],
    ["nothing", new Response("")],
    ["an HTML page under 502", new Response("<h1>Bad gateway</h1>", { status: 502 })],
    ["a redirect", new Response(null, { status: 302, headers: { location: "https://elsewhere.example" } })],
  ])("with %s sends nothing and proves it", async (_, answer) => {
    const identity = account({ token: () => answer });

    const error = await rejectionOf(send(clientOf(identity)));

    expect(error).toMatchObject({ code: "unreadable-response", mayHaveBeenSent: false, provider: "intouchvas" });
    expect(identity.sends).toHaveLength(0);
  });

  it("by a broken connection sends nothing and proves it", async () => {
    const identity = account({ token: () => Promise.reject(new TypeError("fetch failed")) });
    const error = await rejectionOf(send(clientOf(identity)));
    expect(error).toMatchObject({ code: "network", mayHaveBeenSent: false });
    expect(identity.sends).toHaveLength(0);
  });

  it("is tried again by the next call", async () => {
    const identity = account({
      token: (_, index) => (index === 0 ? json({}, 500) : json({ token: "token-2", lifetime: 1800 })),
    });
    const client = clientOf(identity);
    await rejectionOf(send(client));

    expect(await send(client)).toMatchObject({ ok: true });
    expect(identity.tokensUsed()).toEqual(["token-2"]);
  });

  it("after a rejected send still proves that nothing was taken", async () => {
    const identity = account({
      token: (_, index) => (index === 0 ? json({ token: "token-1", lifetime: 1800 }) : json({}, 500)),
      send: () => json({ status: 428, message: "session expired" }, 428),
    });

    const { verdicts } = await intouchvas(identity.options).send({ to: [phone], text: "Hello" });

    expect(verdicts).toMatchObject([{ status: "rejected", error: { code: "provider-down" } }]);
    expect(identity.sends).toHaveLength(1);
  });

  it("repeats neither the user name nor the password nor the provider's words", async () => {
    const { username, password } = account().options;
    const body = { status: 401, message: `${username} with ${password} is wrong` };
    const error = await rejectionOf(send(clientOf(account({ token: () => json(body, 401) }))));

    assertNoSecrets(error, [username, password, `${username}:${password}`]);
  });
});
