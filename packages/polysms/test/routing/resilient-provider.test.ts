import { describe, expect, it, onTestFinished, vi } from "vitest";
import { createSms, failover } from "../../src/index.ts";
import { createResilientProvider, nextAvailable } from "../../src/routing/resilient-provider.ts";
import { notAccepted, stub } from "../stub-provider.ts";

const to = "+254712345678";

describe("rule 6, the turn of a provider", () => {
  it("that is passed over for its rate limit keeps the probe of its breaker", async () => {
    const lines = ["one", "two"].map((name) =>
      createResilientProvider(
        stub(name),
        { failureThreshold: 1, resetTimeoutMs: 0 },
        name === "one" ? { perSecond: 0.01 } : undefined,
        () => 0,
      ),
    );
    const [one] = lines;
    one?.bucket.take();
    one?.breaker.record([notAccepted("network")]);
    expect(await nextAvailable(lines, 10, undefined)).toMatchObject({ line: { provider: { name: "two" } }, rest: [] });
    expect([one?.breaker.admits(), one?.breaker.admits()]).toEqual([true, false]);
  });

  it("is no use to those who waited when it has stopped answering meanwhile", async () => {
    vi.useFakeTimers();
    onTestFinished(() => {
      vi.useRealTimers();
    });
    const dead = stub("dead", [notAccepted("network")]);
    const alive = stub("alive");
    const sms = createSms({
      providers: [dead, alive],
      route: failover("dead", "alive"),
      circuitBreaker: { failureThreshold: 3 },
      rateLimit: { dead: { perSecond: 20, burst: 1 } },
    });
    const sendings = Array.from({ length: 40 }, () => sms.send({ to, text: "Hello" }));
    await vi.advanceTimersByTimeAsync(5_000);
    const outcomes = await Promise.all(sendings);
    expect(outcomes.map((outcome) => "provider" in outcome && outcome.provider)).toEqual(Array(40).fill("alive"));
    expect(dead.requests).toHaveLength(3);
  });

  it("goes to one that is busy before one that does not answer", async () => {
    const [busy, open] = ["busy", "open"].map((name) =>
      createResilientProvider(
        stub(name),
        { failureThreshold: 1 },
        name === "busy" ? { perSecond: 1_000, burst: 1 } : undefined,
        () => 0,
      ),
    );
    if (busy === undefined || open === undefined) throw new Error("no lines");
    busy.bucket.take();
    open.breaker.record([notAccepted("network")]);
    expect(await nextAvailable([busy, open], 0, undefined)).toMatchObject({ line: { provider: { name: "busy" } } });
    expect(await nextAvailable([open], 0, undefined)).toBeUndefined();
  });

  it("is waited for as long as it takes when the one before has refused and there is no other", async () => {
    vi.useFakeTimers();
    onTestFinished(() => {
      vi.useRealTimers();
    });
    const two = stub("two");
    const sms = createSms({
      providers: [stub("one", [notAccepted("auth")]), two],
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
