import type { Mock } from "@polysms/testing";
import { aoc, byRegion, createSms, failover, intouchvas, touchbasepro, vavasms } from "polysms";

export type Mocks = Readonly<Record<"intouchvas" | "vavasms" | "touchbasepro" | "aoc", Mock>>;

/** The facade of the README, with every provider on its mock. */
export function createDemoSms(mocks: Mocks) {
  return createSms({
    providers: [
      intouchvas({
        username: "+254700000001",
        password: "demo",
        senderId: "INTOUCHVAS",
        baseUrl: mocks.intouchvas.baseUrl,
      }),
      vavasms({
        username: "demo@example.com",
        password: "demo",
        senderId: "CompanyName",
        baseUrl: mocks.vavasms.baseUrl,
      }),
      touchbasepro({ apiKey: "demo", baseUrl: mocks.touchbasepro.baseUrl }),
      aoc({ apiKey: "demo", senderId: "AOCAPI", baseUrl: mocks.aoc.baseUrl }),
    ],
    route: byRegion({ KE: "intouchvas", CI: failover("vavasms", "intouchvas"), ZA: "touchbasepro", IN: "aoc" }),
  });
}
