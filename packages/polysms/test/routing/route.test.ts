import { describe, expect, it } from "vitest";
import { byRegion, createSms, failover, roundRobin, weighted } from "../../src/index.ts";
import { stub } from "../stub-provider.ts";

const kenyan = "+254712345678" as never;
const ivorian = "+2250707070707" as never;
const german = "+4915112345678" as never;
const satellite = "+88212345678" as never; // A satellite network has no country.

describe("byRegion", () => {
  const route = byRegion({ KE: "one", CI: failover("two", "one"), "*": "three" });

  it("chooses by the country of the number, and uses the star for all others", () => {
    expect(route.providersFor(kenyan)).toEqual(["one"]);
    expect(route.providersFor(ivorian)).toEqual(["two", "one"]);
    expect(route.providersFor(german)).toEqual(["three"]);
    expect(route.providersFor(satellite)).toEqual(["three"]);
  });

  it("has no provider for other countries if there is no star", () => {
    expect(byRegion({ KE: "one" }).providersFor(german)).toEqual([]);
    expect(byRegion({ KE: "one" }).providersFor(satellite)).toEqual([]);
  });

  it("lists every provider that it can choose", () => {
    expect(route.names).toEqual(["one", "two", "three"]);
  });

  it("nests in failover, with each provider once", () => {
    const nested = failover(byRegion({ KE: "one", "*": "two" }), "two", "three");
    expect(nested.providersFor(kenyan)).toEqual(["one", "two", "three"]);
    expect(nested.providersFor(german)).toEqual(["two", "three"]);
  });

  it("throws for a key that is not a country", () => {
    expect(() => byRegion({ KEN: "one" } as never)).toThrow(
      /byRegion\.KEN is neither an ISO country code such as KE nor/,
    );
  });
});

describe("a facade without a route", () => {
  it("sends everything through its only provider", async () => {
    const only = stub("only");
    await createSms({ providers: [only] }).send({ to: german, text: "x" });
    expect(only.requests).toHaveLength(1);
  });

  it("uses the first provider for the recipient's country", async () => {
    const kenya = { ...stub("kenya"), regions: ["KE"] as const };
    const ivoryCoast = { ...stub("ivoryCoast"), regions: ["CI"] as const };
    const sms = createSms({ providers: [kenya, ivoryCoast] });
    expect(await sms.send({ to: ivorian, text: "x" })).toMatchObject({ status: "accepted", provider: "ivoryCoast" });
    expect(await sms.send({ to: german, text: "x" })).toMatchObject({
      status: "rejected",
      error: { code: "route-unavailable" },
    });
  });
});

describe("createSms", () => {
  it("throws for a route to a provider that is not configured", () => {
    const route = failover("one", "two") as never;
    expect(() => createSms({ providers: [stub("one")], route })).toThrow(/route names two, which is not configured/);
  });

  it("throws for an empty list of providers, a duplicate name and an unknown option", () => {
    expect(() => createSms({ providers: [] })).toThrow(/providers must be a list of at least one/);
    expect(() => createSms({ providers: [stub("one"), stub("one")] })).toThrow(/providers names one twice/);
    expect(() => createSms({ providers: [stub("one")], rout: "one" } as never)).toThrow(/did you mean route\?/);
    expect(() => failover()).toThrow(/failover needs at least one provider/);
  });

  it("returns the provider's own client", () => {
    const sms = createSms({ providers: [stub("one"), stub("two")] });
    expect(sms.client("two")).toBe("client of two");
    expect(() => sms.client("three" as never)).toThrow(/provider is not a configured provider; choose from one, two/);
  });

  it("has a balance only if a provider has one", async () => {
    const balance = { get: async () => ({ amount: 12, currency: "XOF" }) };
    const withBalance = { ...stub("rich"), can: { balance } };
    const sms = createSms({ providers: [withBalance, stub("poor")] });
    expect(await sms.balance.get("rich")).toEqual({ amount: 12, currency: "XOF" });
    await expect(sms.balance.get("poor" as never)).rejects.toThrow(/has no balance/);
    expect("balance" in createSms({ providers: [stub("poor")] })).toBe(false);
  });
});

describe("roundRobin and weighted", () => {
  it("take the providers in turn, and nest", () => {
    const route = roundRobin("one", failover("two", "three"));
    expect([1, 2, 3].map(() => route.providersFor(kenyan))).toEqual([["one"], ["two", "three"], ["one"]]);
    expect(route.names).toEqual(["one", "two", "three"]);
    expect(() => roundRobin()).toThrow(/roundRobin needs at least one provider/);
  });

  it("divide by weight, and never choose a weight of 0", () => {
    const choose = (random: number) =>
      weighted({ none: 0, one: 3, two: 1, never: 0 }, () => random).providersFor(kenyan)[0];
    expect([0, 0.5, 0.74, 0.76, 0.999_999_999_999].map(choose)).toEqual(["one", "one", "one", "two", "two"]);
  });

  it.each([
    [{ one: -1 }, /weighted\.one must be 0 or more/],
    [{ one: Number.NaN }, /weighted\.one must be 0 or more/],
    [{ one: 0 }, /needs a provider with a weight above 0/],
    [{}, /needs a provider with a weight above 0/],
  ])("throw for the weights %j", (weights, problem) => {
    expect(() => weighted(weights as never)).toThrow(problem);
  });
});
