import { describe, expect, it } from "vitest";
import { byRegion, createSms, failover, roundRobin } from "../../src/index.ts";
import { stub } from "../stub-provider.ts";

const one = stub("one");
const sms = createSms({
  providers: [one, stub("two")],
  route: byRegion({ KE: failover("one", "two"), CI: "two" }),
});

describe("rule 10, preview", () => {
  it("counts segments and names the characters that force UCS-2, before anything is sent", () => {
    const text = `Votre code reçu: ${"x".repeat(60)} 🎉 ç`;
    expect(sms.preview({ to: ["+254712345678", "+2250707070707", "+254712345678"], text })).toMatchObject({
      encoding: "UCS-2",
      segments: 2,
      forcedBy: ["ç", "🎉"],
      recipients: 2,
      totalSegments: 4,
      routes: [
        { providers: ["one", "two"], recipients: 1 },
        { providers: ["two"], recipients: 1 },
      ],
    });
    expect(one.requests).toEqual([]);
  });

  it("shows recipients without a route, and the provider of via", () => {
    const to = ["+4915112345678", "+254712345678"] as const;
    expect(sms.preview({ to, text: "Hello" }).routes).toEqual([
      { providers: [], recipients: 1 },
      { providers: ["one", "two"], recipients: 1 },
    ]);
    expect(sms.preview({ to, text: "Hello", via: "two" }).routes).toEqual([{ providers: ["two"], recipients: 2 }]);
    expect(sms.preview({ to, text: "Hello" })).toMatchObject({ encoding: "GSM-7", segments: 1, forcedBy: [] });
  });

  it("does not advance a route that alternates, and does not count recipients that the guard drops", async () => {
    const alternating = createSms({
      providers: [stub("a"), stub("b")],
      route: failover(roundRobin("a", "b")),
      guard: { allow: ["+254712345678"], otherwise: "drop" },
    });
    const message = { to: "+254712345678", text: "Hello" } as const;
    for (const provider of ["a", "b", "a"]) {
      for (let times = 0; times < 3; times++) {
        expect(alternating.preview(message).routes).toEqual([{ providers: [provider], recipients: 1 }]);
      }
      expect(await alternating.send(message)).toMatchObject({ provider });
    }
    expect(alternating.preview({ ...message, to: ["+254712345678", "+254712345679"] })).toMatchObject({
      recipients: 1,
      totalSegments: 1,
    });
  });

  it("throws for the input that send would throw for", () => {
    expect(() => sms.preview({ to: "+254712345678", text: "" })).toThrow(/text is empty/);
  });
});
