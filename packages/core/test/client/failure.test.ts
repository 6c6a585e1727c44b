import { describe, expect, it, vi } from "vitest";
import { type Fetch, SmsError } from "../../src/index.ts";
import { canary, rejectionOf } from "../canary.ts";
import { acmeClient, sendCanary } from "./acme-api.ts";

const failureOf = (fetch: Fetch) => rejectionOf(sendCanary(acmeClient({ fetch })));

function withCode(code: string): TypeError {
  const cause = Object.assign(new Error(`${code} ${canary.secret} ${canary.phone}`), { code });
  return new TypeError(`fetch failed for ${canary.secret}`, { cause });
}

describe("a fetch that fails", () => {
  it.each([
    ["ECONNREFUSED", "proves that nobody took it", false, "acme: no connection could be made."],
    ["ECONNRESET", "proves nothing", true, "acme: the connection failed."],
  ])("with %s %s, and keeps the reason as its cause", async (code, _, mayHaveBeenSent, message) => {
    const reason = withCode(code);
    const error = await failureOf(() => Promise.reject(reason));
    expect(error).toMatchObject({ code: "network", mayHaveBeenSent, provider: "acme", message });
    expect(error.cause).toBe(reason);
  });

  it.each([undefined, null, canary.secret, 0, { message: canary.phone }])(
    "with something that is not an error proves nothing",
    async (reason) => {
      expect(await failureOf(() => Promise.reject(reason))).toMatchObject({ code: "network", mayHaveBeenSent: true });
    },
  );

  it("by throwing at once proves nothing", async () => {
    const error = await failureOf(() => {
      throw new Error(canary.secret);
    });
    expect(error).toMatchObject({ code: "network", mayHaveBeenSent: true });
  });

  it.each([undefined, null, {}, "text", Response.error()])(
    "by giving %o for an answer proves nothing",
    async (answer) => {
      expect(await failureOf(async () => answer as Response)).toMatchObject({
        mayHaveBeenSent: true,
        provider: "acme",
      });
    },
  );

  it("by giving an answer that was already read proves nothing", async () => {
    const spent = Response.json({ id: "7" });
    await spent.text();
    expect(await failureOf(async () => spent)).toMatchObject({ mayHaveBeenSent: true });
  });

  it("with an error of ours is believed", async () => {
    const ours = new SmsError("guard: dropped", { code: "config", mayHaveBeenSent: false });
    expect(await failureOf(() => Promise.reject(ours))).toBe(ours);
  });

  it("is not tried again", async () => {
    let calls = 0;
    await failureOf(() => {
      calls += 1;
      return Promise.reject(withCode("ECONNREFUSED"));
    });
    expect(calls).toBe(1);
  });
});

describe("the global fetch", () => {
  it("is looked up at the call, so that it can be replaced after the client was made", async () => {
    const client = acmeClient({});
    vi.stubGlobal("fetch", async () => Response.json({ id: "replaced" }));
    expect(await sendCanary(client)).toMatchObject({ data: { id: "replaced" } });
  });

  it("is called with what a custom fetch would get as a Request", async () => {
    const asked: Request[] = [];
    const fetch = async (input: string | Request, init?: RequestInit) => {
      asked.push(new Request(input, init));
      return Response.json({ id: "17" });
    };
    await sendCanary(acmeClient({ fetch }));
    vi.stubGlobal("fetch", fetch);
    await sendCanary(acmeClient({}));
    const [own, global] = asked;
    const plain = async (request?: Request) => ({
      ...{ url: request?.url, method: request?.method, redirect: request?.redirect, body: await request?.text() },
      headers: Object.fromEntries(request?.headers ?? []),
    });
    expect(await plain(global)).toEqual(await plain(own));
    expect(global?.redirect).toBe("manual");
  });
});
