import { describe, expect, it } from "vitest";
import { describeProvider, type ProviderOptions } from "../src/index.ts";
import { acceptedBy, acme, apiKey, refused } from "./acme-provider.ts";
import { collectTests } from "./collected-tests.ts";

function suiteFor(create: ProviderOptions["create"], options: Partial<ProviderOptions> = {}) {
  return collectTests((test) =>
    describeProvider({ test, name: "acme", create, secrets: [apiKey], accepted: acceptedBy, refused, ...options }),
  );
}

describe("conformance", () => {
  it("good passes", async () => {
    const suite = suiteFor(acme);
    expect(await suite.run()).toEqual(new Map());
    expect(suite.titles).toEqual([]);
  });
});
