import { describe, expect, it } from "vitest";
import { describeProvider, type FaultName, faultNames, faults, type ProviderOptions } from "../src/index.ts";
import { AcmeError, type AcmeProvider, acceptedBy, acme, apiKey, refused } from "./acme-provider.ts";
import { collectTests } from "./collected-tests.ts";

type Create = ProviderOptions["create"];
type Send = AcmeProvider["send"];

function suiteFor(create: Create, options: Partial<ProviderOptions> = {}) {
  return collectTests((test) =>
    describeProvider({ test, name: "acme", create, secrets: [apiKey], accepted: acceptedBy, refused, ...options }),
  );
}

const titleOf = (name: FaultName) =>
  `leaves the message ${faults[name].verdict}, after one request at most, when ${faults[name].title}`;
const under = (name: RegExp) => faultNames.filter((each) => name.test(each)).map(titleOf);

/** The good provider with one thing changed about `send`. */
const sending =
  (change: (send: Send) => Send): Create =>
  (settings) => {
    const good = acme(settings);
    return { ...good, send: change(good.send) };
  };

/** The good provider with its verdicts changed. */
const judging = (change: (report: Awaited<ReturnType<Send>>) => Awaited<ReturnType<Send>>): Create =>
  sending((send) => async (message, call) => change(await send(message, call)));

/** The good provider with each verdict that carries an error changed. */
const erring = (change: (error: AcmeError) => { verdict: "accepted"; id: string } | AcmeError): Create =>
  judging(({ verdicts }) => ({
    verdicts: verdicts.map((verdict) => {
      if (verdict.verdict === "accepted") return verdict;
      const changed = change(verdict.error as AcmeError);
      return changed instanceof AcmeError ? { verdict: changed.certainty, error: changed } : changed;
    }),
  }));

const flaws: readonly [flaw: string, create: Create][] = [
  [
    "throws",
    sending((send) => async (message, call) => {
      const report = await send(message, call);
      const [first] = report.verdicts;
      if (first?.verdict === "unknown" && first.error.code === "timeout") throw first.error;
      return report;
    }),
  ],
  [
    "retries what was reset",
    sending((send) => async (message, call) => {
      const report = await send(message, call);
      const [first] = report.verdicts;
      return first?.verdict === "unknown" && first.error.code === "network" ? send(message, call) : report;
    }),
  ],
  [
    "follows redirects",
    (settings) =>
      acme({
        ...settings,
        fetch: settings.fetch ?? ((request) => fetch(new Request(request, { redirect: "follow" }))),
      }),
  ],
  [
    "takes what it cannot read for a success",
    erring((error) => (error.code === "unreadable-response" ? { verdict: "accepted", id: "1" } : error)),
  ],
  ["shows the key", erring((error) => new AcmeError(`${error.message} for ${apiKey}`, error.code, error.certainty))],
  ["reorders", judging(({ verdicts }) => ({ verdicts: verdicts.toReversed() }))],
];

describe("conformance", () => {
  it.each(flaws)("fails %s", async (_, create) => {
    const suite = suiteFor(create);
    expect([...(await suite.run())]).toEqual([]);
  });
});
