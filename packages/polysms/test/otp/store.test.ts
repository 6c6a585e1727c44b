import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { memoryOtpStore } from "../../src/otp/store.ts";

function setup() {
  let time = 1_000_000;
  const store = memoryOtpStore({ now: () => time });
  return {
    store,
    advance(ms: number) {
      time += ms;
    },
  };
}

describe("the memory store of one-time codes", () => {
  it("gives out as many places as the limit allows, and new ones when the window has passed", async () => {
    const { store, advance } = setup();
    const limits = [{ count: 2, windowMs: 100 }];
    expect(await store.take("a", limits)).toEqual({ ok: true });
    advance(40);
    expect(await store.take("a", limits)).toEqual({ ok: true });
    expect(await store.take("a", limits)).toEqual({ ok: false, limit: 0, retryAfterMs: 60 });
    expect(await store.take("b", limits)).toEqual({ ok: true });
    advance(60);
    expect(await store.take("a", limits)).toEqual({ ok: true });
    expect(await store.take("a", limits)).toEqual({ ok: false, limit: 0, retryAfterMs: 40 });
  });

  it("takes a place under all limits or none, and returns the limit with the longest wait", async () => {
    const { store, advance } = setup();
    const limits = [
      { count: 1, windowMs: 10 },
      { count: 2, windowMs: 1_000 },
    ];
    await store.take("a", limits);
    expect(await store.take("a", limits)).toEqual({ ok: false, limit: 0, retryAfterMs: 10 });
    advance(10);
    await store.take("a", limits);
    expect(await store.take("a", limits)).toEqual({ ok: false, limit: 1, retryAfterMs: 990 });
    advance(990);
    expect(await store.take("a", limits)).toEqual({ ok: true });
  });

  it("never gives out more places than a limit allows in any window", async () => {
    const limit = fc.record({ count: fc.integer({ min: 1, max: 4 }), windowMs: fc.integer({ min: 1, max: 200 }) });
    const plan = fc.array(fc.nat({ max: 60 }), { maxLength: 80 });
    await fc.assert(
      fc.asyncProperty(fc.array(limit, { minLength: 1, maxLength: 3 }), plan, async (limits, waits) => {
        const { store, advance } = setup();
        const taken: number[] = [];
        let time = 0;
        for (const wait of waits) {
          advance(wait);
          time += wait;
          const free = limits.every(({ count, windowMs }) => time - (taken.at(-count) ?? -1_000) >= windowMs);
          const place = await store.take("a", limits);
          expect(place.ok).toBe(free);
          if (place.ok) taken.push(time);
        }
      }),
    );
  });

  it("keeps a value until it expires, and the later one of two", async () => {
    const { store, advance } = setup();
    expect(await store.get("a")).toBe(undefined);
    await store.put("a", "first", 100);
    await store.put("a", "second", 50);
    expect(await store.get("a")).toBe("second");
    advance(49);
    expect(await store.get("a")).toBe("second");
    advance(1);
    expect(await store.get("a")).toBe(undefined);
  });

  it("holds only what has not expired: it removes the rest when it is next used", async () => {
    const { store, advance } = setup();
    let largest = 0;
    for (let number = 0; number < 6_000; number++) {
      await store.take(`starts:${number}`, [{ count: 5, windowMs: 3_600_000 }]);
      await store.put(`code:${number}`, "text", 600_000);
      largest = Math.max(largest, store.size);
      advance(6_000);
    }
    // Ten hours at ten a minute: an hour of starts, ten minutes of codes, and a minute of what is not yet removed.
    expect(largest).toBeLessThanOrEqual(600 + 100 + 20);
    expect(largest).toBeGreaterThanOrEqual(700);
    advance(3_600_000);
    expect(await store.get("code:0")).toBe(undefined);
    expect(store.size).toBe(0);
  });
});
