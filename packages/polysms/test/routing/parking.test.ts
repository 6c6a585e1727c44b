import type { Verdict } from "@polysms/core";
import { describe, expect, it } from "vitest";
import { createSms, type HealthEvent } from "../../src/index.ts";
import { createCircuitBreaker } from "../../src/routing/circuit-breaker.ts";
import { createResilientProvider, nextAvailable } from "../../src/routing/resilient-provider.ts";
import { accepted, rejected, stub, unknown } from "../stub-provider.ts";

const to = "+254712345678";
const text = "Hello";
const reasons = ["auth", "insufficient-balance"] as const;

function setup({ parkMs = 60_000 } = {}) {
  let time = 0;
  const changes: unknown[] = [];
  const breaker = createCircuitBreaker(
    { failureThreshold: 2, resetTimeoutMs: 1_000, parkMs },
    () => time,
    (change) => changes.push(change),
  );
  return { breaker, changes, advance: (ms: number) => (time += ms) };
}

describe("rule 22, a provider that is out of credit or rejects the credentials is parked", () => {
  it.each(reasons)("after one proven rejection, for 60 seconds by default: %s", (code) => {
    let time = 0;
    const breaker = createCircuitBreaker({}, () => time);
    breaker.record([rejected(code)]);
    expect([breaker.health(), breaker.admits()]).toEqual(["down", false]);
    expect(breaker.parked()).toEqual({ code, retryAfterMs: 60_000 });
    time = 59_999;
    expect(breaker.admits()).toBe(false);
    time = 60_000;
    expect([breaker.admits(), breaker.admits()]).toEqual([true, false]);
  });

  it("stays parked for the same time again if the probe is rejected as well, and is healthy if it is accepted", () => {
    const { breaker, advance } = setup();
    breaker.record([rejected("auth")]);
    advance(60_000);
    expect(breaker.admits()).toBe(true);
    breaker.record([rejected("insufficient-balance")]);
    expect(breaker.parked()).toEqual({ code: "insufficient-balance", retryAfterMs: 60_000 });
    advance(60_000);
    expect(breaker.admits()).toBe(true);
    breaker.record([accepted("id")]);
    expect([breaker.health(), breaker.parked(), breaker.admits()]).toEqual(["healthy", undefined, true]);
  });

  it.each([
    ["another rejection, which does not show that there is credit", rejected("invalid-recipient")],
    ["an abort", unknown("aborted")],
    ["a store that failed before the request", rejected("config")],
  ])("makes the next request the probe after %s", (_, verdict) => {
    const { breaker, advance } = setup();
    breaker.record([rejected("insufficient-balance")]);
    advance(60_000);
    expect(breaker.admits()).toBe(true);
    breaker.record([verdict]);
    expect(breaker.health()).toBe("down");
    expect([breaker.admits(), breaker.admits()]).toEqual([true, false]);
  });

  it("waits for its time again after a probe that had no answer", () => {
    const { breaker, advance } = setup();
    breaker.record([rejected("auth")]);
    advance(60_000);
    expect(breaker.admits()).toBe(true);
    breaker.record([unknown("timeout")]);
    advance(59_999);
    expect(breaker.admits()).toBe(false);
    advance(1);
    expect(breaker.admits()).toBe(true);
  });

  it("is not set free by an acceptance that was on its way when it was parked", () => {
    const { breaker } = setup();
    breaker.record([rejected("insufficient-balance")]);
    breaker.record([accepted("earlier")]);
    expect([breaker.health(), breaker.admits()]).toEqual(["down", false]);
  });

  it.each([
    ["an unknown, which proves nothing", [unknown("auth")]],
    ["an answer that accepts some recipients", [rejected("insufficient-balance"), accepted("id")]],
    ["a rejection that is about the message", [rejected("content-blocked")]],
  ])("is not parked by %s", (_, verdicts: readonly Verdict[]) => {
    const { breaker } = setup();
    breaker.record(verdicts);
    expect([breaker.health(), breaker.parked()]).toEqual(["healthy", undefined]);
  });

  it("is parked by an answer that rejects everyone, some of them for another reason", () => {
    const { breaker } = setup();
    breaker.record([rejected("invalid-recipient"), rejected("insufficient-balance")]);
    expect(breaker.parked()).toMatchObject({ code: "insufficient-balance" });
  });

  it("is never parked with parkMs: 0", () => {
    const { breaker } = setup({ parkMs: 0 });
    breaker.record([rejected("auth")]);
    expect([breaker.health(), breaker.admits()]).toEqual(["healthy", true]);
  });

  it.each([-1, Number.NaN])("parkMs: %s throws when the facade is created", (parkMs) => {
    expect(() => createSms({ providers: [stub("one")], circuitBreaker: { parkMs } })).toThrow(
      expect.objectContaining({ code: "config", field: "circuitBreaker.parkMs" }),
    );
  });
});

describe("rule 22, hooks get every change of a provider's health", () => {
  it("once, with the code of what changed it, and none when it is healthy again", () => {
    const { breaker, changes, advance } = setup();
    for (let i = 0; i < 3; i++) breaker.record([rejected("insufficient-balance")]);
    advance(60_000);
    breaker.admits();
    breaker.record([rejected("auth")]);
    advance(60_000);
    breaker.admits();
    breaker.record([accepted("id")]);
    for (const code of ["network", "timeout"] as const) breaker.record([unknown(code)]);
    breaker.record([rejected("invalid-recipient")]);
    expect(changes).toEqual([
      { health: "down", code: "insufficient-balance" },
      { health: "down", code: "auth" },
      { health: "healthy" },
      { health: "degraded", code: "network" },
      { health: "down", code: "timeout" },
      { health: "healthy" },
    ]);
  });

  it("with the provider's name, through the facade", async () => {
    const events: HealthEvent[] = [];
    const sms = createSms({
      providers: [stub("one", [rejected("auth")])],
      hooks: [{ onHealth: (event) => events.push(event) }],
    });
    for (let i = 0; i < 3; i++) await sms.send({ to, text });
    expect(events).toEqual([{ provider: "one", health: "down", code: "auth" }]);
  });
});

describe("a selection that is not used", () => {
  it("gives back its place and its probe, and nobody else's probe", async () => {
    let time = 0;
    const one = createResilientProvider(stub("one"), { parkMs: 10 }, { perSecond: 1, burst: 2 }, () => time);
    const earlier = await nextAvailable([one], 0, undefined);
    one.breaker.record([rejected("auth")]);
    time = 10;
    const probe = await nextAvailable([one], 0, undefined);
    expect([one.breaker.admits(), one.bucket.wait()]).toEqual([false, 990]);
    earlier?.giveBack();
    expect([one.breaker.admits(), one.bucket.wait()]).toEqual([false, 0]);
    probe?.giveBack();
    expect([one.breaker.admits(), one.breaker.admits()]).toEqual([true, false]);
  });
});
