import { describe, expect, it, onTestFinished, vi } from "vitest";
import { createSms, failover } from "../../src/index.ts";
import { createResilientProvider, nextAvailable } from "../../src/routing/resilient-provider.ts";
import { rejected, stub } from "../stub-provider.ts";

const to = "+254712345678";

describe("rule 6, the next available provider", () => {
  it("keeps the probe of its circuit breaker when it is skipped for its rate limit", async () => {
    const providers = ["one", "two"].map((name) =>
      createResilientProvider(
        stub(name),
        { failureThreshold: 1, resetTimeoutMs: 0 },
        name === "one" ? { perSecond: 0.01 } : undefined,
        () => 0,
      ),
    );
    const [one] = providers;
    one?.bucket.take();
    one?.breaker.record([rejected("network")]);
    expect(await nextAvailable(providers, 10, undefined)).toMatchObject({
      chosen: { provider: { name: "two" } },
      rest: [],
    });
    expect([one?.breaker.admits(), one?.breaker.admits()]).toEqual([true, false]);
  });

  it("is chosen again for waiting calls when the provider went down in the meantime", async () => {
    vi.useFakeTimers();
    onTestFinished(() => {
      vi.useRealTimers();
    });
    const failing = stub("failing", [rejected("network")]);
    const working = stub("working");
    const sms = createSms({
      providers: [failing, working],
      route: failover("failing", "working"),
      circuitBreaker: { failureThreshold: 3 },
      rateLimit: { failing: { perSecond: 20, burst: 1 } },
    });
    const sendings = Array.from({ length: 40 }, () => sms.send({ to, text: "Hello" }));
    await vi.advanceTimersByTimeAsync(5_000);
    const outcomes = await Promise.all(sendings);
    expect(outcomes.map((outcome) => "provider" in outcome && outcome.provider)).toEqual(Array(40).fill("working"));
    expect(failing.requests).toHaveLength(3);
  });

  it("is one that is busy rather than one that does not answer", async () => {
    const [busy, down] = ["busy", "down"].map((name) =>
      createResilientProvider(
        stub(name),
        { failureThreshold: 1 },
        name === "busy" ? { perSecond: 1_000, burst: 1 } : undefined,
        () => 0,
      ),
    );
    if (busy === undefined || down === undefined) throw new Error("no providers");
    busy.bucket.take();
    down.breaker.record([rejected("network")]);
    expect(await nextAvailable([busy, down], 0, undefined)).toMatchObject({ chosen: { provider: { name: "busy" } } });
    expect(await nextAvailable([down], 0, undefined)).toBeUndefined();
  });

  it("is waited for as long as necessary when the one before rejected and there is no other", async () => {
    vi.useFakeTimers();
    onTestFinished(() => {
      vi.useRealTimers();
    });
    const two = stub("two");
    const sms = createSms({
      providers: [stub("one", [rejected("auth")]), two],
      route: failover("one", "two"),
      rateLimit: { two: { perSecond: 0.01 } },
    });
    expect(await sms.send({ to, text: "Hello" })).toMatchObject({ provider: "two" });
    const sending = sms.send({ to, text: "Hello" });
    await vi.advanceTimersByTimeAsync(99_999);
    expect(two.requests).toHaveLength(1);
    await vi.advanceTimersByTimeAsync(1);
    expect(await sending).toMatchObject({ status: "accepted", provider: "two" });
  });
});
