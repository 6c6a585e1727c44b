import { assertSame } from "./check.ts";
import { type DefineTest, defineTests, type StoreTestOptions } from "./context.ts";
import { type OtpClient, type OtpStoreLike, otpClient } from "./otp-store.ts";
import { testPlaces } from "./places.ts";
import { endOf, HOUR_MS } from "./timing.ts";
import { testValues } from "./values.ts";

const LIMITS = [{ count: 100, windowMs: HOUR_MS }];

const calls: Readonly<Record<string, (store: OtpStoreLike, signal: AbortSignal) => Promise<unknown>>> = {
  take: (store, signal) => store.take("starts:hash", LIMITS, { signal }),
  put: (store, signal) => store.put("code:hash", "value", HOUR_MS, { signal }),
  get: (store, signal) => store.get("code:hash", { signal }),
};

/**
 * Defines the tests that every store of one-time codes has to pass: places under limits, and values that live for a while.
 * They make a few thousand calls. Throws at once if the options are wrong.
 */
export function describeOtpStore(options: StoreTestOptions<OtpStoreLike>): void {
  const it = defineTests(options, otpClient);
  options.test.describe(["OTP store", options.name].join(" ").trim(), () => {
    testPlaces(it);
    testValues(it);
    testSignals(it);
  });
}

function testSignals(it: DefineTest<OtpClient>): void {
  it("ends a call whose signal has fired", [], async ({ client }) => {
    for (const [name, call] of Object.entries(calls)) {
      for (const abort of ["before", "after"] as const)
        await endOf(name, (signal) => call(client.store, signal), abort);
    }
  });

  it("ends every call when its signal fires and the store does not answer", ["stall"], async ({ client, stall }) => {
    await stall();
    for (const [name, call] of Object.entries(calls)) {
      for (const abort of ["after", "before"] as const) {
        assertSame(await endOf(name, (signal) => call(client.store, signal), abort), "rejected", `How ${name} ended`);
      }
    }
  });
}
