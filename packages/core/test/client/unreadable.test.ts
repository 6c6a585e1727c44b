import { describe, expect, it } from "vitest";
import { rejectionOf } from "../canary.ts";
import { acmeClient, sendCanary } from "./acme-api.ts";
import { observeFetch } from "./observed-fetch.ts";

const answerWith = (response: Response) => sendCanary(acmeClient(observeFetch(() => response)));

describe("an answer that cannot be read", () => {
  it.each([
    ["HTML under 200", new Response("<h1>Welcome</h1>", { status: 200 }), 200],
    ["HTML under 502", new Response("<h1>Bad gateway</h1>", { status: 502 }), 502],
    ["nothing under 200", new Response(null, { status: 200 }), 200],
    ["nothing under 401", new Response("", { status: 401 }), 401],
    ["white space", new Response(" \r\n", { status: 200 }), 200],
    ["JSON cut off half-way", new Response('{"id":"7"', { status: 200 }), 200],
    ["JSON cut off within a string", new Response('{"id":"12345678901234567890', { status: 200 }), 200],
    ["two answers in one", new Response('{"id":"7"}{"id":"8"}', { status: 200 }), 200],
    ["a JavaScript value", new Response("undefined", { status: 200 }), 200],
  ])("proves nothing: %s", async (_, response, httpStatus) => {
    const error = await rejectionOf(answerWith(response));
    expect(error).toMatchObject({ code: "unreadable-response", mayHaveBeenSent: true, provider: "acme", httpStatus });
  });

  it("is not quoted in the error", async () => {
    const error = await rejectionOf(answerWith(new Response("<b>cAn4ry-s3cret-Zq +254700111222</b>")));
    expect(error.message).toBe("acme: the answer (HTTP 200) is not JSON.");
  });

  it("is a network error when its body breaks off", async () => {
    const broken = new ReadableStream({
      pull(controller) {
        controller.error(Object.assign(new Error("reset"), { code: "ECONNRESET" }));
      },
    });
    expect(await rejectionOf(answerWith(new Response(broken)))).toMatchObject({
      code: "network",
      mayHaveBeenSent: true,
    });
  });

  it("is not read on beyond 16 MiB", async () => {
    const chunk = new Uint8Array(1024 * 1024).fill(0x20);
    let pulled = 0;
    let cancelled = false;
    const endless = new ReadableStream<Uint8Array>({
      pull(controller) {
        pulled += 1;
        controller.enqueue(chunk);
      },
      cancel() {
        cancelled = true;
      },
    });
    const error = await rejectionOf(answerWith(new Response(endless)));
    expect(error).toMatchObject({ code: "unreadable-response", mayHaveBeenSent: true, httpStatus: 200 });
    expect(error.message).toContain("16777216 bytes");
    expect(pulled).toBeLessThanOrEqual(18);
    expect(cancelled).toBe(true);
  });
});

describe("a redirect", () => {
  it.each([301, 302, 303, 307, 308])("%d is not followed and proves nothing", async (status) => {
    const seen = observeFetch(() => new Response(null, { status, headers: { location: "https://evil.example/" } }));
    const error = await rejectionOf(sendCanary(acmeClient(seen)));
    expect(error).toMatchObject({ code: "unreadable-response", mayHaveBeenSent: true, httpStatus: status });
    expect(error.message).toContain("redirect");
    expect(seen.requests).toHaveLength(1);
  });

  it("that a custom fetch followed is an error anyway", async () => {
    const followed = Object.defineProperty(Response.json({ id: "7" }), "redirected", { value: true });
    expect(await rejectionOf(answerWith(followed))).toMatchObject({
      code: "unreadable-response",
      mayHaveBeenSent: true,
    });
  });

  it("that a browser shows with status 0 is an error too", async () => {
    const opaque = Object.defineProperties(new Response(null), {
      type: { value: "opaqueredirect" },
      status: { value: 0 },
    });
    expect(await rejectionOf(answerWith(opaque))).toMatchObject({ code: "unreadable-response", mayHaveBeenSent: true });
  });
});
