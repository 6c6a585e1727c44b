import type { DefineTest } from "./context.ts";
import { exactTexts, lookAlikes } from "./look-alikes.ts";
import { assertValue, type OtpClient } from "./otp-store.ts";
import { HOUR_MS, MINUTE_MS, withSkewedClock } from "./timing.ts";

const KEY = "code:hash";

/** Values that are kept for a while. */
export function testValues(it: DefineTest<OtpClient>): void {
  it("returns a value as it was, character for character", [], async ({ client }) => {
    await assertValue(client, KEY, undefined);
    for (const [index, value] of exactTexts.entries()) {
      await client.put(`code:${index}`, value, HOUR_MS);
      await assertValue(client, `code:${index}`, value);
    }
  });

  it("keeps the later of two values, and the same one again after a lost answer", [], async ({ client }) => {
    for (const value of ["first", "second", "second"]) await client.put(KEY, value, HOUR_MS);
    await assertValue(client, KEY, "second");
  });

  it("keeps a value for its lifetime, and no longer", ["advance"], async ({ client, advance }) => {
    await client.put(KEY, "value", HOUR_MS);
    await advance(59 * MINUTE_MS);
    await assertValue(client, KEY, "value");
    await advance(2 * MINUTE_MS);
    await assertValue(client, KEY, undefined);
  });

  it("gives a value its own lifetime, not that of the one before", ["advance"], async ({ client, advance }) => {
    await client.put("longer", "first", HOUR_MS);
    await client.put("longer", "second", 3 * HOUR_MS);
    await client.put("shorter", "first", 3 * HOUR_MS);
    await client.put("shorter", "second", HOUR_MS);
    await advance(2 * HOUR_MS);
    await assertValue(client, "longer", "second");
    await assertValue(client, "shorter", undefined);
  });

  it("keeps values apart whose keys look alike", [], async ({ client }) => {
    for (const key of lookAlikes) await client.put(key, `value of ${key}`, HOUR_MS);
    for (const key of lookAlikes) await assertValue(client, key, `value of ${key}`);
    await assertValue(client, "valueOf", undefined);
  });

  it("shows one client at once what the other put", ["open"], async ({ client, open }) => {
    const other = await open();
    await assertValue(other, KEY, undefined);
    await client.put(KEY, "first", HOUR_MS);
    await assertValue(other, KEY, "first");
    await other.put(KEY, "second", HOUR_MS);
    await assertValue(client, KEY, "second");
  });

  it("ends values by its own clock, not by the caller's", ["skew"], async ({ client }) => {
    await withSkewedClock(-HOUR_MS, () => client.put(KEY, "value", 30 * MINUTE_MS));
    await assertValue(client, KEY, "value");
    await withSkewedClock(HOUR_MS, () => assertValue(client, KEY, "value"));
  });
}
