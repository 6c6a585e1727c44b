import type { ClientOptions } from "@polysms/core";
import type { Outcome } from "polysms";
import { apiKey } from "./account.ts";

type Facade = typeof import("polysms");

/** All providers behind one route. The number of the message belongs to the provider of account.ts. */
export function fourProviders(
  { aoc, byRegion, failover, intouchvas, touchbasepro, vavasms }: Facade,
  { baseUrl, fetch }: { readonly baseUrl: string; readonly fetch?: NonNullable<ClientOptions["fetch"]> },
) {
  const options = fetch === undefined ? { baseUrl } : { baseUrl, fetch };
  return {
    providers: [
      intouchvas({ apiKey, senderId: "POLYSMS", ...options }),
      vavasms({ username: "bench@example.com", password: apiKey, senderId: "Polysms", ...options }),
      touchbasepro({ apiKey, ...options }),
      aoc({ apiKey, senderId: "POLYSM", ...options }),
    ],
    route: byRegion({ KE: "intouchvas", CI: failover("vavasms", "intouchvas"), ZA: "touchbasepro", IN: "aoc" }),
  } as const;
}

export function idOfOutcome(outcome: Outcome): string {
  if (outcome.status !== "accepted") throw new Error(`The outcome is ${outcome.status}.`);
  return outcome.id;
}

export const bundle =
  'export { aoc, byRegion, createSms, failover, intouchvas, touchbasepro, vavasms } from "polysms";';
