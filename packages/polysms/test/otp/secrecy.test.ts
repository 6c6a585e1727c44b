import { inspect } from "node:util";
import { isSmsError, SmsError, type Verdict } from "@polysms/core";
import { describe, expect, it } from "vitest";
import { memoryOtpStore } from "../../src/otp/store.ts";
import { stub } from "../stub-provider.ts";
import { codeAt, openDesk, openStore, otherThan, service, ticketOf, to } from "./setup.ts";

// Nine digits, which do not stand in a hash or a stack by chance.
const codeLength = 9;

function everythingShown(value: unknown): string {
  return [String(value), JSON.stringify(value), inspect(value, { depth: 9, showHidden: true })].join("\n");
}

/** A provider that repeats what it was sent, wherever an error has a place for words. */
function gossip(status: "rejected" | "unknown") {
  return stub("gossip", [
    ({ text }) => {
      const details = { providerCode: text, providerMessage: `no: ${text}`, hint: text, cause: new Error(text) };
      const error = new SmsError(`gossip: ${text}`, {
        code: "content-blocked",
        mayHaveBeenSent: status === "unknown",
        ...details,
      });
      return { verdicts: [{ status, error } as Verdict] };
    },
  ]);
}

describe("rule 9, OTP: the code is seen by its recipient alone", () => {
  it("is not in the result, the ticket, the facade, the hooks or the store, and neither is the number but in to", async () => {
    const { store, kept, taken } = openStore();
    const one = stub("one");
    const { otp, told } = openDesk([one], { options: { codeLength }, store });
    const started = await otp.start({ to });
    const code = codeAt(one);
    await otp.check(ticketOf(started), otherThan(code));
    expect(kept.size).toBe(2);
    expect(told).toMatchObject([{ status: "accepted" }, { status: "accepted", attempts: 1 }]);
    const stored = JSON.stringify([[...kept], taken]);
    expect(everythingShown([started, otp, told]) + stored).not.toContain(code);
    expect(inspect([started, otp, told], { depth: 9, showHidden: true }) + stored).not.toContain("712345678");
    expect(inspect(started, { depth: 9 })).toContain("+254•");
    expect(JSON.parse(JSON.stringify(started)).ticket.to).toBe(to);
  });

  it("cannot be worked out from the store alone: the key of its seal is in the ticket and nowhere else", async () => {
    const { store, kept, taken } = openStore();
    const ticket = await openDesk([stub("one")], { store }).ticketFor();
    expect(JSON.stringify([[...kept], taken])).not.toContain(ticket.id);
  });

  it.each(["rejected", "unknown"] as const)("is struck out of a %s error that repeats it", async (verdict) => {
    const provider = gossip(verdict);
    const started = await openDesk([provider], { options: { codeLength } }).otp.start({ to });
    if (!("error" in started)) throw new Error("The provider refused nothing.");
    expect(everythingShown(started) + everythingShown(started.error.cause)).not.toContain(codeAt(provider));
    expect(started.error).toMatchObject({
      message: "gossip: [redacted] is your code.",
      code: "content-blocked",
      certainty: verdict,
      providerCode: "[redacted] is your code.",
      providerMessage: "no: [redacted] is your code.",
      hint: "[redacted] is your code.",
    });
  });

  it("is struck out wherever it is repeated, be it in one place alone", async () => {
    for (const place of ["providerCode", "providerMessage", "hint"]) {
      const provider = stub("one", [
        ({ text }) => {
          const details = { code: "network", mayHaveBeenSent: true, [place]: text } as const;
          return { verdicts: [{ status: "unknown", error: new SmsError("one: no answer.", details) }] };
        },
      ]);
      const started = await openDesk([provider], { options: { codeLength } }).otp.start({ to });
      expect(started).toMatchObject({ error: { [place]: "[redacted] is your code." } });
    }
  });

  it.each([
    ["an error of ours", (text: string) => new SmsError(text, { code: "network", mayHaveBeenSent: true })],
    ["any other error", (text: string) => new Error(text, { cause: new Error(text) })],
    ["a text", (text: string) => text],
  ])("is struck out of what a provider throws: %s", async (_, thrown) => {
    const provider = stub("one", [({ text }) => Promise.reject(thrown(text))]);
    const started = await openDesk([provider], { options: { codeLength } }).otp.start({ to });
    expect(started).toMatchObject({ status: "unknown" });
    if (!("error" in started)) throw new Error("The provider refused nothing.");
    expect(isSmsError(started.error)).toBe(true);
    expect(everythingShown(started) + everythingShown(started.error.cause)).not.toContain(codeAt(provider));
  });

  it("leaves an error alone that does not repeat it, with its cause", async () => {
    const cause = new Error("socket hang up");
    const error = new SmsError("one: no answer.", { code: "network", mayHaveBeenSent: true, cause });
    const started = await openDesk([stub("one", [{ status: "unknown", error }])]).otp.start({ to });
    expect(started).toMatchObject({ status: "unknown", error: { cause } });
    expect("error" in started && started.error).toBe(error);
  });

  it("is struck out of what a provider's own service repeats when it checks a guess", async () => {
    const guess = "482113";
    for (const thrown of [
      new SmsError(`own: ${guess}`, { code: "auth", mayHaveBeenSent: true, providerMessage: guess }),
      new Error(guess),
    ]) {
      const { otp, ticketFor } = openDesk([service("own", undefined, [thrown])]);
      const error = await otp.check(await ticketFor(), guess).catch((reason: unknown) => reason);
      expect(isSmsError(error)).toBe(true);
      expect(everythingShown(error) + everythingShown((error as Error).cause)).not.toContain(guess);
    }
  });
});

describe("a store that fails", () => {
  const words = "redis://:canary@db.example";
  const down = async () => Promise.reject(new Error(words));

  it.each([
    ["take", ":starts:"],
    ["put", ":latest:"],
    ["put", ":code:"],
  ] as const)(
    "before a code is kept lets nothing be sent, and shows nothing of itself: %s %s",
    async (method, part) => {
      const memory = memoryOtpStore();
      const failing = (...args: [key: string, value: never, lifetimeMs: number]) =>
        args[0].includes(part) ? down() : memory[method](...args);
      for (const provider of [stub("one"), service("one")]) {
        const options = { store: { ...memory, [method]: failing }, resendAfterSeconds: 0 };
        const started = await openDesk([provider], { options }).otp.start({ to });
        expect(started).toMatchObject({ status: "rejected", error: { code: "config", mayHaveBeenSent: false } });
        expect(everythingShown(started)).not.toContain("canary");
        expect(provider.requests).toEqual([]);
        if ("started" in provider) expect(provider.started).toEqual([]);
      }
    },
  );

  it("by throwing instead of rejecting is no different", async () => {
    const take = () => {
      throw new Error(words);
    };
    const started = await openDesk([stub("one")], { store: { ...memoryOtpStore(), take } }).otp.start({
      to,
    });
    expect(started).toMatchObject({ status: "rejected", error: { code: "config" } });
  });

  it("while a code is checked approves nothing", async () => {
    for (const broken of ["get", "take"] as const) {
      const memory = memoryOtpStore();
      const one = stub("one");
      const ticket = await openDesk([one], { store: memory }).ticketFor();
      const { otp } = openDesk([one], { store: { ...memory, [broken]: down } });
      const error = await otp.check(ticket, codeAt(one)).catch((reason: unknown) => reason);
      expect(error).toMatchObject({ code: "config", mayHaveBeenSent: false });
      expect(everythingShown(error)).not.toContain("canary");
    }
  });

  it.each(["", "null", "{}", "[]", '{"ticket":"00","code":{},"expiresAt":9e15,"lifetimeMs":1}', "half {"])(
    "with a record that is none approves nothing: %j",
    async (record) => {
      const { store, kept } = openStore();
      const one = stub("one");
      const { otp, ticketFor } = openDesk([one], { store });
      const ticket = await ticketFor();
      for (const key of kept.keys()) if (key.includes(":code:")) kept.set(key, record);
      const error = await otp.check(ticket, codeAt(one)).catch((reason: unknown) => reason);
      expect(error).toMatchObject({ code: "config" });
    },
  );
});
