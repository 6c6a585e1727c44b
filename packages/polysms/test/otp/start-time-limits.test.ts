import { describe, expect, it, vi } from "vitest";
import { memoryOtpStore, type OtpStore } from "../../src/otp/store.ts";
import { deferred } from "../deferred.ts";
import { rejected, stub } from "../stub-provider.ts";
import { lastCode, openOtp, to } from "./setup.ts";
import { type Command, fakeTimers, isSettled, settlesAfter, sleepingStore } from "./sleeping-store.ts";

fakeTimers();

const inStart = [
  ["take", ":starts:"],
  ["get", ":latest:"],
  ["put", ":latest:"],
  ["put", ":code:"],
] as const;

describe.each(inStart)("rule 21, otp.start while the store does not answer a command: %s %s", (method, part) => {
  it.each([
    ["within 5 seconds if the caller sets no limit", undefined, 5_000, "within 5 seconds"],
    ["within 5 seconds if the caller allows a request more", { timeoutMs: 60_000 }, 5_000, "within 5 seconds"],
    ["within timeoutMs", { timeoutMs: 300 }, 300, "within 0.3 seconds"],
    ["within totalTimeoutMs", { totalTimeoutMs: 300 }, 300, "before the call was out of time"],
  ])("ends %s, and nothing is sent", async (_, call, ms, when) => {
    const { store, asked, signals } = sleepingStore(method, part);
    const one = stub("one");
    const starting = openOtp([one], { store }).otp.start({ to }, call);
    await asked;
    const started = await settlesAfter(ms, starting);
    expect(started).toMatchObject({
      status: "rejected",
      error: {
        code: "config",
        mayHaveBeenSent: false,
        message: `The OTP store did not answer ${when}, so nothing was sent or approved.`,
      },
    });
    expect(signals.map(({ aborted }) => aborted)).toEqual([true]);
    expect(one.requests).toEqual([]);
  });

  it("ends when the caller aborts, and nothing is sent", async () => {
    const { store, asked, signals } = sleepingStore(method, part);
    const one = stub("one");
    const caller = new AbortController();
    const starting = openOtp([one], { store }).otp.start({ to }, { signal: caller.signal });
    await asked;
    expect(await isSettled(starting)).toBe(false);
    caller.abort();
    expect(await starting).toMatchObject({ status: "rejected", error: { code: "aborted", mayHaveBeenSent: false } });
    expect(signals.map(({ aborted }) => aborted)).toEqual([true]);
    expect(one.requests).toEqual([]);
  });
});

describe("rule 21, otp.start with a slow store", () => {
  it("counts the store into totalTimeoutMs, however short each command is", async () => {
    const memory = memoryOtpStore();
    const slowly = async (command: Command, args: unknown[]) => {
      await new Promise((resolve) => setTimeout(resolve, 200));
      return command(...args);
    };
    const slow = Object.fromEntries(
      (["take", "put", "get"] as const).map((name) => [
        name,
        (...args: unknown[]) => slowly(memory[name] as Command, args),
      ]),
    );
    const one = stub("one");
    const { otp } = openOtp([one], { store: slow as unknown as OtpStore });
    const starting = otp.start({ to }, { totalTimeoutMs: 500 });
    for (let passed = 0; passed < 500; passed += 100) {
      expect(await isSettled(starting)).toBe(false);
      await vi.advanceTimersByTimeAsync(100);
    }
    expect(await starting).toMatchObject({ status: "rejected", error: { mayHaveBeenSent: false } });
    expect(one.requests).toEqual([]);
  });

  it("says that a store failed which fails before the time is up", async () => {
    const asked = deferred();
    const take = async () => {
      asked.resolve();
      await new Promise((resolve) => setTimeout(resolve, 4_000));
      throw new Error("down");
    };
    const { otp } = openOtp([stub("one")], { store: { ...memoryOtpStore(), take } });
    const starting = otp.start({ to });
    await asked.promise;
    expect(await settlesAfter(4_000, starting)).toMatchObject({
      status: "rejected",
      error: { code: "config", message: expect.stringContaining("The OTP store failed") },
    });
  });

  it("does not ask the store when the caller has aborted before, so no start is counted", async () => {
    const { otp } = openOtp([stub("one")]);
    expect(await otp.start({ to }, { signal: AbortSignal.abort() })).toMatchObject({ error: { code: "aborted" } });
    expect(await otp.start({ to })).toMatchObject({ status: "sent" });
  });

  it("leaves the code before it valid when the store wakes up later", async () => {
    const { memory, store, asked, wake } = sleepingStore("put", ":latest:");
    const one = stub("one");
    const options = { resendAfterSeconds: 0 };
    const { otp, ticketFor } = openOtp([one], { options, store: memory });
    const ticket = await ticketFor();
    const starting = openOtp([one], { options, store }).otp.start({ to });
    await asked;
    expect(await settlesAfter(5_000, starting)).toMatchObject({ status: "rejected" });
    wake();
    await isSettled(starting);
    expect(await otp.check(ticket, lastCode(one))).toBe("approved");
  });

  it("does not wait for the store a second time when it has stopped", async () => {
    const stopped = deferred();
    const hang = async () => {
      stopped.resolve();
      return new Promise<never>(() => {});
    };
    const memory = memoryOtpStore();
    const put: OtpStore["put"] = (key, ...rest) => (/:(code|rejected):/.test(key) ? hang() : memory.put(key, ...rest));
    const starting = openOtp([stub("one")], { store: { ...memory, put } }).otp.start({ to });
    await stopped.promise;
    expect(await settlesAfter(5_000, starting)).toMatchObject({ status: "rejected", error: { code: "config" } });
  });

  it("does not wait beyond totalTimeoutMs to keep that a code was rejected", async () => {
    const { store, asked } = sleepingStore("put", ":rejected:");
    const starting = openOtp([stub("one", [rejected("bad-request")])], { store }).otp.start(
      { to },
      { totalTimeoutMs: 300 },
    );
    await asked;
    expect(await settlesAfter(300, starting)).toMatchObject({ status: "rejected", error: { code: "bad-request" } });
  });
});
