import { describe, expect, it } from "vitest";
import { createSms, failover } from "../../src/index.ts";
import { createCircuitBreaker } from "../../src/routing/circuit-breaker.ts";
import { accepted, notAccepted, stub, unknown } from "../stub-provider.ts";

const to = "+254712345678";
const text = "Hello";

function breakerAt() {
  let time = 0;
  const breaker = createCircuitBreaker({ failureThreshold: 3, resetTimeoutMs: 1000 }, () => time);
  return { breaker, pass: (ms: number) => (time += ms) };
}

describe("rule 6, the breaker", () => {
  it("opens after so many failures in a row, and not sooner", () => {
    const { breaker } = breakerAt();
    for (const health of ["degraded", "degraded", "down"]) {
      expect(breaker.admits()).toBe(true);
      breaker.record([unknown("timeout")]);
      expect(breaker.health()).toBe(health);
    }
    expect(breaker.admits()).toBe(false);
  });

  it("starts counting anew when the provider answers", () => {
    const { breaker } = breakerAt();
    breaker.record([unknown("network")]);
    breaker.record([unknown("network")]);
    breaker.record([notAccepted("invalid-recipient")]);
    expect(breaker.health()).toBe("healthy");
    breaker.record([unknown("network")]);
    expect(breaker.admits()).toBe(true);
  });

  it.each([
    "auth",
    "insufficient-balance",
    "rate-limited",
    "invalid-recipient",
    "content-blocked",
    "bad-request",
  ] as const)("is not fed by a refusal, which is an answer: %s", (code) => {
    const { breaker } = breakerAt();
    for (let i = 0; i < 9; i++) breaker.record([notAccepted(code)]);
    expect(breaker.health()).toBe("healthy");
  });

  it("is not fed by the caller's own abort, which neither opens nor closes it", () => {
    const { breaker } = breakerAt();
    for (let i = 0; i < 9; i++) breaker.record([unknown("aborted")]);
    expect(breaker.health()).toBe("healthy");
    breaker.record([unknown("timeout")]);
    breaker.record([unknown("aborted")]);
    expect(breaker.health()).toBe("degraded");
  });

  it("lets one probe through after its time, which closes it or keeps it open for as long again", () => {
    const { breaker, pass } = breakerAt();
    for (let i = 0; i < 3; i++) breaker.record([unknown("network")]);
    pass(999);
    expect(breaker.admits()).toBe(false);
    pass(1);
    expect([breaker.admits(), breaker.admits()]).toEqual([true, false]);
    breaker.record([unknown("network")]);
    pass(999);
    expect(breaker.admits()).toBe(false);
    pass(1);
    expect(breaker.admits()).toBe(true);
    breaker.record([accepted("x")]);
    expect(breaker.health()).toBe("healthy");
    expect([breaker.admits(), breaker.admits()]).toEqual([true, true]);
  });

  it("has the facade go past a provider that does not answer", async () => {
    const one = stub("one", [notAccepted("network")]);
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

  it("leaves an open provider alone when another one has answered, be it with a refusal", async () => {
    const one = stub("one", [notAccepted("auth")]);
    const two = stub("two", [notAccepted("network")]);
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

  it("never has every leg open: the provider that failed first is asked all the same", async () => {
    const one = stub("one", [notAccepted("network"), notAccepted("network"), accepted("back")]);
    const two = stub("two", [notAccepted("network")]);
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
