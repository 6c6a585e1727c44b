import { describe, expect, it } from "vitest";
import { memoryOtpStore, type OtpStore } from "../../src/otp/store.ts";
import { deferred } from "../deferred.ts";
import { stub } from "../stub-provider.ts";
import { lastCode, openOtp, service, startTime, ticketOf, to, wrongCode } from "./setup.ts";
import { fakeTimers, settlesAfter, sleepingStore } from "./sleeping-store.ts";

fakeTimers();

const inCheck = [
  ["get", ":latest:", "This cost no attempt."],
  ["get", ":code:", "This cost no attempt."],
  ["take", ":guesses:", "This may have cost an attempt."],
  ["take", ":used:", "This cost an attempt, and may have used the code up."],
] as const;

describe.each(inCheck)("rule 21, otp.check while the store does not answer a command: %s %s", (method, part, hint) => {
  it.each([
    ["within 5 seconds if the caller sets no limit", undefined, 5_000, "within 5 seconds"],
    ["within timeoutMs", { timeoutMs: 300 }, 300, "before the call was out of time"],
  ])("ends %s, approves nothing, and says what it cost", async (_, call, ms, when) => {
    const { memory, store, asked, signals } = sleepingStore(method, part);
    const one = stub("one");
    const ticket = await openOtp([one], { store: memory }).ticketFor();
    const checking = openOtp([one], { store }).otp.check(ticket, lastCode(one), call);
    await asked;
    await expect(settlesAfter(ms, checking)).rejects.toMatchObject({
      code: "config",
      mayHaveBeenSent: false,
      message: `The OTP store did not answer ${when}, so nothing was sent or approved.`,
      hint,
    });
    expect(signals.map(({ aborted }) => aborted)).toEqual([true]);
  });

  it("ends when the caller aborts, and says what it cost", async () => {
    const { memory, store, asked } = sleepingStore(method, part);
    const one = stub("one");
    const ticket = await openOtp([one], { store: memory }).ticketFor();
    const caller = new AbortController();
    const checking = openOtp([one], { store }).otp.check(ticket, lastCode(one), { signal: caller.signal });
    checking.catch(() => {});
    await asked;
    caller.abort();
    await expect(checking).rejects.toMatchObject({ code: "aborted", hint });
  });
});

describe("rule 21, otp.check", () => {
  it("really costs no attempt when the store fails before the attempts are counted", async () => {
    const memory = memoryOtpStore({ now: () => startTime });
    const one = stub("one");
    const options = { maxAttempts: 1 };
    const { otp, ticketFor } = openOtp([one], { options, store: memory });
    const ticket = await ticketFor();
    for (const part of [":latest:", ":code:"]) {
      const get: OtpStore["get"] = (key) => (key.includes(part) ? Promise.reject(new Error("down")) : memory.get(key));
      const broken = openOtp([one], { options, store: { ...memory, get } }).otp;
      await expect(broken.check(ticket, wrongCode(lastCode(one)))).rejects.toMatchObject({
        code: "config",
        hint: "This cost no attempt.",
      });
    }
    expect(await otp.check(ticket, lastCode(one))).toBe("approved");
  });

  it("gives a provider's own service the time that the store has left, and a signal", async () => {
    const calls: unknown[] = [];
    const asked = deferred();
    const own = service("own");
    const watched = {
      ...own,
      can: {
        otp: {
          ...own.can.otp,
          check: async (_: unknown, call?: { signal?: AbortSignal; timeoutMs?: number }) => {
            calls.push(call);
            asked.resolve();
            await new Promise((_resolve, reject) => {
              call?.signal?.addEventListener("abort", () => reject(call.signal?.reason));
            });
            return "approved" as const;
          },
        },
      },
    } as unknown as typeof own;
    const { otp } = openOtp([watched]);
    const ticket = ticketOf(await otp.start({ to }));
    const checking = otp.check(ticket, "123456", { timeoutMs: 1_000 });
    await asked.promise;
    await expect(settlesAfter(1_000, checking)).rejects.toMatchObject({ mayHaveBeenSent: true });
    expect(calls).toMatchObject([{ timeoutMs: 1_000, signal: { aborted: true } }]);
  });

  it.each([
    ["signal", { signal: "now" }],
    ["timeoutMs", { timeoutMs: 0 }],
  ])("throws for a wrong %s before an attempt is counted", async (field, call) => {
    const one = stub("one");
    const { otp, ticketFor } = openOtp([one], { options: { maxAttempts: 1 } });
    const ticket = await ticketFor();
    await expect(otp.check(ticket, lastCode(one), call as never)).rejects.toMatchObject({ code: "bad-request", field });
    expect(await otp.check(ticket, lastCode(one))).toBe("approved");
  });
});
