import { describe, expect, it } from "vitest";
import { createConformanceContext } from "../../src/conformance/context.ts";
import { testShape } from "../../src/conformance/shape.ts";
import {
  describeProvider,
  type FaultName,
  faultNames,
  faults,
  type ProviderOptions,
  type ProviderSettings,
} from "../../src/index.ts";
import { collectTests } from "../collected-tests.ts";
import { acceptedBy, acme, apiKey, rejected } from "./acme-provider.ts";
import { flawedProviders, misshapenProviders } from "./flawed-providers.ts";
import { acmeWithToken, token, tokenAnswer } from "./token-provider.ts";

const acmeOptions = { name: "acme", secrets: [apiKey], accepted: acceptedBy, rejected };

function suiteFor(create: ProviderOptions["create"], options: Partial<ProviderOptions> = {}) {
  return collectTests((test) => describeProvider({ test, create, ...acmeOptions, ...options }));
}

const { titles } = suiteFor(acme);
const fitting = (...patterns: readonly (string | RegExp)[]) =>
  titles.filter((title) => patterns.some((pattern) => title.search(pattern) !== -1));
const at = (...names: readonly FaultName[]) =>
  names.map(
    (name) => `leaves the message ${faults[name].status}, after one request at most, when ${faults[name].title}`,
  );
const atAll = (fits: (name: FaultName) => boolean) => at(...faultNames.filter(fits));

const unreadable = /^is unknown for every recipient when/;
const randomAnswer = /answer is random /;
const wrongStatus = /answer is random JSON|documented answer is spoiled/;
const endless: readonly FaultName[] = ["silence", "dripHeaders", "headersThenSilence", "dripBody"];
const broken: readonly FaultName[] = [
  "acceptThenReset",
  "readThenReset",
  "readThenClose",
  "cutBody",
  "cutChunks",
  "twoLengths",
];
const neverConnected: readonly FaultName[] = ["connectionRefused", "unresolved", "untrusted"];
const badly = (name: FaultName) => ![...endless, ...broken, ...neverConnected].includes(name);
const byCall = "timeout of a single call is over";
const unexplained = "fetch fails and does not say why";

/** The tests that must fail for each flaw. No other test may fail. */
const failing: Readonly<Record<keyof typeof flawedProviders, readonly string[]>> = {
  throwing: [...at(...endless), ...fitting(byCall)],
  retrying: [...at(...broken), ...fitting(unexplained)],
  "following redirects": at("redirect301", "redirect302", "redirect303", "redirect307", "redirect308"),
  "believing what it cannot read": [...fitting(unreadable, randomAnswer), ...atAll(badly)],
  "believing an error status": fitting(wrongStatus),
  "rejecting for an error status": fitting(wrongStatus),
  "doubting a success": fitting(/^is accepted/),
  "doubting a rejection": fitting(/after a documented rejection$/),
  "doubting a closed port": at(...neverConnected),
  "taking a reset for proof": [...at(...broken), ...fitting(unexplained)],
  "taking an abort for proof": fitting("aborted in flight"),
  "sending in spite of an abort": fitting("aborted before"),
  "ignoring the timeout of a call": fitting(byCall),
  "ignoring its own timeout": at(...endless),
  reordering: fitting(/^is accepted: (three|as many)/),
  "answering for one": fitting(
    /^is accepted: (three|as many)/,
    unreadable,
    randomAnswer,
    /is spoiled$/,
    /documented rejection$/,
    /^shows nothing/,
  ),
  "showing its key": titles.filter((title) => !/^(has|is accepted|shows no cred|is not created)/.test(title)),
  "repeating the words of an answer": fitting(/^shows nothing/),
  "reading without end": at("hugeBody"),
};

/** The tests that must fail before anything is sent. */
const failingShape: Readonly<Record<keyof typeof misshapenProviders, readonly string[]>> = {
  "printing its key": fitting(/^shows no credential/),
  "allowing http": fitting(/^is not created/),
  "showing its key when it is not created": fitting(/^is not created/),
  "of another name": fitting(/^has the expected name/),
  "with half a limit": fitting(/^has a limit/),
  "with an empty capability": fitting(/^has only capabilities/),
  "with a capability that is not there": fitting(/^has only capabilities/),
};

describe("conformance tests", () => {
  it("all pass for a provider that does everything right, and have titles of their own", async () => {
    expect(await suiteFor(acme).run()).toEqual(new Map());
    expect(titles).toEqual([...new Set(titles)]);
  });

  it.each(keysOf(failing))("fail where they should, and nowhere else, for one %s", async (flaw) => {
    const failures = await suiteFor(flawedProviders[flaw]).run();
    expect(failures.size).toBeGreaterThan(0);
    expect([...failures.keys()].sort()).toEqual([...failing[flaw]].sort());
    expect([...failures.values()].join("\n")).not.toContain(apiKey);
  });

  it.each(keysOf(failingShape))("fail where they should before anything is sent, for one %s", async (flaw) => {
    const suite = collectTests((test) =>
      testShape(createConformanceContext({ ...acmeOptions, test, create: misshapenProviders[flaw] }), test),
    );
    const failures = await suite.run();
    expect([...failures.keys()]).toEqual(failingShape[flaw]);
    expect([...failures.values()].join("\n")).not.toContain(apiKey);
  });

  it("have each been seen to fail", () => {
    const seen = [failing, failingShape].flatMap((each) => Object.values(each)).flat();
    expect(titles.filter((title) => !seen.includes(title))).toEqual([]);
  });

  it("take no secret that is so short that it could be found by chance", () => {
    expect(() => suiteFor(acme, { secrets: [apiKey, "sevench"] })).toThrow("secrets[1] needs at least 8 characters.");
  });

  it("leave out what a provider does not have", async () => {
    const single = (settings: ProviderSettings) => ({ ...acme(settings), limits: { recipientsPerRequest: 1 } });
    const suite = suiteFor(single, { rejected: undefined });
    expect(await suite.run()).toEqual(new Map());
    expect(titles.filter((title) => !suite.titles.includes(title))).toEqual(
      fitting(/three recipients|as many|rejection$/),
    );
  });
});

describe("conformance tests of a provider behind a token", () => {
  const options = { secrets: [apiKey, token], answerLogin: tokenAnswer };

  it("pass when it renews the token after a rejection, and sends once more", async () => {
    expect(await suiteFor(acmeWithToken, options).run()).toEqual(new Map());
  });

  it("fail when it sends once more after something else", async () => {
    const failures = await suiteFor((settings) => acmeWithToken(settings, [500, 503]), options).run();
    expect([...failures.keys()].sort()).toEqual(fitting(/answer is random JSON|is spoiled$|^shows nothing/).sort());
    expect([...failures.values()].join()).toContain("2 requests were made for one send instead of 1.");
  });
});

function keysOf<Key extends string>(record: Readonly<Record<Key, unknown>>): Key[] {
  return Object.keys(record) as Key[];
}
