import { describe, expect, it } from "vitest";
import { createSms, failover } from "../../src/index.ts";
import { createCircuitBreaker } from "../../src/routing/circuit-breaker.ts";
import { accepted, rejected, stub, unknown } from "../stub-provider.ts";

const to = "+254712345678";
const text = "Hello";

function setup() {
  let time = 0;
  const breaker = createCircuitBreaker({ failureThreshold: 3, resetTimeoutMs: 1000 }, () => time);
  return { breaker, advance: (ms: number) => (time += ms) };
}

describe("rule 6, the circuit breaker", () => {
  it("opens after the threshold of consecutive failures, and not sooner", () => {
    const { breaker } = setup();
    for (const health of ["degraded", "degraded", "down"]) {
      expect(breaker.admits()).toBe(true);
      breaker.record([unknown("timeout")]);
      expect(breaker.health()).toBe(health);
    }
    expect(breaker.admits()).toBe(false);
  });

  it("resets its count when the provider answers", () => {
    const { breaker } = setup();
    breaker.record([unknown("network")]);
    breaker.record([unknown("network")]);
    breaker.record([rejected("invalid-recipient")]);
    expect(breaker.health()).toBe("healthy");
    breaker.record([unknown("network")]);
    expect(breaker.admits()).toBe(true);
  });

  it.each(["rate-limited", "invalid-sender", "invalid-recipient", "content-blocked", "bad-request"] as const)(
    "does not count a rejection, which is an answer: %s",
    (code) => {
      const { breaker } = setup();
      for (let i = 0; i < 9; i++) breaker.record([rejected(code)]);
      expect(breaker.health()).toBe("healthy");
    },
  );

  it.each([
    ["the caller's own abort", unknown("aborted")],
    ["a store that failed before the request", rejected("config")],
  ])("does not count %s, which neither opens nor closes it", (_, verdict) => {
    const { breaker } = setup();
    for (let i = 0; i < 9; i++) breaker.record([verdict]);
    expect(breaker.health()).toBe("healthy");
    breaker.record([unknown("timeout")]);
    breaker.record([verdict]);
    expect(breaker.health()).toBe("degraded");
  });

  it("lets one probe through after the reset timeout, which closes it or keeps it open for the same time again", () => {
    const { breaker, advance } = setup();
    for (let i = 0; i < 3; i++) breaker.record([unknown("network")]);
    advance(999);
    expect(breaker.admits()).toBe(false);
    advance(1);
    expect([breaker.admits(), breaker.admits()]).toEqual([true, false]);
    breaker.record([unknown("network")]);
    advance(999);
    expect(breaker.admits()).toBe(false);
    advance(1);
    expect(breaker.admits()).toBe(true);
    breaker.record([accepted("x")]);
    expect(breaker.health()).toBe("healthy");
    expect([breaker.admits(), breaker.admits()]).toEqual([true, true]);
  });

  it("makes the facade skip a provider that does not answer", async () => {
    const one = stub("one", [rejected("network")]);
    const two = stub("two");
    const sms = createSms({
      providers: [one, two],
      route: failover("one", "two"),
      circuitBreaker: { failureThreshold: 2 },
    });
    for (let i = 0; i < 4; i++) expect(await sms.send({ to, text })).toMatchObject({ provider: "two" });
    expect(one.requests).toHaveLength(2);
    expect(sms.health()).toEqual({ one: "down", two: "healthy" });
  });

  it("leaves a provider that is down alone when another one has answered, even with a rejection", async () => {
    const one = stub("one", [rejected("invalid-sender")]);
    const two = stub("two", [rejected("network")]);
    const sms = createSms({
      providers: [one, two],
      route: failover("one", "two"),
      circuitBreaker: { failureThreshold: 1 },
      retry: { maxAttempts: 1 },
    });
    expect(await sms.send({ to, text })).toMatchObject({ attempts: [{ provider: "one" }, { provider: "two" }] });
    const { attempts } = await sms.send({ to, text });
    expect(attempts.map(({ provider }) => provider)).toEqual(["one"]);
  });

  it("never blocks a whole route: when every provider is down, the one that failed first is asked anyway", async () => {
    const one = stub("one", [rejected("network"), rejected("network"), accepted("back")]);
    const two = stub("two", [rejected("network")]);
    const sms = createSms({
      providers: [one, two],
      route: failover("one", "two"),
      circuitBreaker: { failureThreshold: 1 },
      retry: { maxAttempts: 1 },
    });
    expect(await sms.send({ to, text })).toMatchObject({ status: "rejected" });
    expect(sms.health()).toEqual({ one: "down", two: "down" });
    expect(await sms.send({ to, text })).toMatchObject({ status: "rejected", attempts: [{ provider: "one" }] });
    expect(await sms.send({ to, text })).toMatchObject({ status: "rejected", attempts: [{ provider: "two" }] });
    expect(await sms.send({ to, text })).toMatchObject({ status: "accepted", provider: "one", id: "back" });
  });
});
