import { assertBetween, assertSame } from "./check.ts";
import type { DefineTest } from "./context.ts";
import { lookAlikes } from "./look-alikes.ts";
import { assertNoPlace, assertTakes, type OtpClient } from "./otp-store.ts";
import { HOUR_MS, MINUTE_MS, withSkewedClock } from "./timing.ts";

const CALLERS = 20;
const KEYS = 50;
const PLACES = 5;
const KEY = "starts:hash";

/** Who gets a place under the limits. */
export function testPlaces(it: DefineTest<OtpClient>): void {
  it(`gives ${PLACES} places to ${PLACES} of ${CALLERS} callers`, [], async ({ client }) => {
    await raceForPlaces(Array.from({ length: CALLERS }, () => client));
  });

  it(`gives ${PLACES} places to ${PLACES} of ${CALLERS} callers of two clients`, ["open"], async ({ client, open }) => {
    const other = await open();
    await raceForPlaces(Array.from({ length: CALLERS }, (_, index) => (index % 2 === 0 ? client : other)));
  });

  it("names the limit with the longest wait, and the wait", [], async ({ client }) => {
    const [short, long] = [
      { count: 1, windowMs: 10 * MINUTE_MS },
      { count: 1, windowMs: HOUR_MS },
    ];
    await assertTakes(client, "a", [short, long]);
    await assertNoPlace(client, "a", [short, long], 1, HOUR_MS);
    await assertTakes(client, "b", [long, short]);
    await assertNoPlace(client, "b", [long, short], 0, HOUR_MS);
    const roomy = { count: 5, windowMs: HOUR_MS };
    await assertTakes(client, "c", [roomy, short]);
    await assertNoPlace(client, "c", [roomy, short], 1, 10 * MINUTE_MS);
  });

  it("takes a place under all limits or under none", ["advance"], async ({ client, advance }) => {
    const limits = [
      { count: 1, windowMs: 10 * MINUTE_MS },
      { count: 3, windowMs: 10 * HOUR_MS },
    ];
    for (let start = 0; start < 3; start++) {
      await assertTakes(client, KEY, limits);
      for (let more = 0; start < 2 && more < 5; more++) await assertNoPlace(client, KEY, limits, 0, 10 * MINUTE_MS);
      await advance(11 * MINUTE_MS);
    }
    await assertNoPlace(client, KEY, limits, 1, 10 * HOUR_MS - 33 * MINUTE_MS);
  });

  it("gives a place back when its own window has passed, and not sooner", ["advance"], async ({ client, advance }) => {
    const limits = [{ count: 2, windowMs: HOUR_MS }];
    await assertTakes(client, KEY, limits);
    await advance(40 * MINUTE_MS);
    await assertTakes(client, KEY, limits);
    await advance(19 * MINUTE_MS);
    await assertNoPlace(client, KEY, limits, 0, MINUTE_MS);
    await advance(2 * MINUTE_MS);
    await assertTakes(client, KEY, limits);
    await assertNoPlace(client, KEY, limits, 0, 39 * MINUTE_MS);
  });

  it("keeps places apart whose keys look alike", [], async ({ client }) => {
    const limits = [{ count: 1, windowMs: HOUR_MS }];
    for (const key of lookAlikes) await assertTakes(client, key, limits);
    for (const key of lookAlikes) await assertNoPlace(client, key, limits, 0, HOUR_MS);
  });

  it("counts places by its own clock, not by the caller's", ["skew"], async ({ client }) => {
    const limits = [{ count: 1, windowMs: 30 * MINUTE_MS }];
    await assertTakes(client, "a", limits);
    await withSkewedClock(HOUR_MS, () => assertNoPlace(client, "a", limits, 0, 30 * MINUTE_MS));
    await withSkewedClock(-HOUR_MS, () => assertTakes(client, "b", limits));
    await assertNoPlace(client, "b", limits, 0, 30 * MINUTE_MS);
  });
}

async function raceForPlaces(clients: readonly OtpClient[]): Promise<void> {
  const limits = [{ count: PLACES, windowMs: HOUR_MS }];
  await Promise.all(
    Array.from({ length: KEYS }, async (_, index) => {
      const places = await Promise.all(clients.map((client) => client.take(`starts:${index}`, limits)));
      const taken = places.filter(({ ok }) => ok);
      assertSame(taken.length, PLACES, "The number of places that were given");
      for (const place of places) {
        if (!place.ok) assertBetween(place.retryAfterMs, 1, HOUR_MS, "retryAfterMs");
      }
    }),
  );
}
