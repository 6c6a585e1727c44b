import { createHash, createHmac } from "node:crypto";
import { inspect } from "node:util";
import { describe, expect, it } from "vitest";
import { createKeyedHash } from "../../src/hashing/keyed-hash.ts";
import { createSms, type IdempotencyStore, memoryIdempotencyStore, memoryOtpStore } from "../../src/index.ts";
import { stub } from "../stub-provider.ts";

const secret = "canary-secret-of-at-least-32-bytes";
const { inProcess: _, ...durable } = memoryIdempotencyStore();

describe("rule 19, the secret of stores that outlive the process", () => {
  it.each<[string, object, string, RegExp]>([
    ["no secret with an idempotency store", { idempotency: durable }, "stores.secret", /idempotency store outlives/],
    [
      "no secret with an OTP store",
      { otp: { ...memoryOtpStore(), inProcess: undefined } },
      "stores.secret",
      /otp store/,
    ],
    ["a short secret", { secret: "canary-short" }, "stores.secret", /has 12 bytes; at least 32 are needed/],
    ["a secret that is not a string", { secret: 5 }, "stores.secret", /must be a string/],
    [
      "a store without a method",
      { idempotency: { ...durable, find: undefined }, secret },
      "stores.idempotency.find",
      /is missing/,
    ],
    ["a store that is nothing", { idempotency: null, secret }, "stores.idempotency.find", /is missing/],
  ])("throws for %s when the facade is made, and names the option", (_title, stores, field, problem) => {
    let error: unknown;
    try {
      createSms({ providers: [stub("one")], stores } as never);
    } catch (reason) {
      error = reason;
    }
    expect(error).toMatchObject({
      code: "config",
      mayHaveBeenSent: false,
      field,
      message: expect.stringMatching(problem),
    });
    expect(inspect(error)).not.toContain("canary");
  });

  it("takes memory stores without one", () => {
    const stores = { idempotency: memoryIdempotencyStore(), otp: memoryOtpStore() };
    expect(() => createSms({ providers: [stub("one")], stores })).not.toThrow();
  });

  it("keeps marks and names apart by secret, so that they cannot be tried out on guesses without it", async () => {
    const kept: string[] = [];
    const store: IdempotencyStore = {
      ...memoryIdempotencyStore(),
      async reserve(key, mark) {
        kept.push(`${key.name} ${mark.split(".")[0]}`);
        return { state: "reserved" };
      },
    };
    const pin = { to: ["+254712345678", "+254712345679"], text: "482913", idempotencyKey: "pin" } as const;
    for (const one of [secret, secret, `${secret}!`]) {
      await createSms({ providers: [stub("one")], stores: { idempotency: store, secret: one } }).send(pin);
    }
    const calls = [0, 1, 2].map((at) => kept.slice(at * 3, at * 3 + 3).join());
    expect([calls[0] === calls[1], calls[1] === calls[2]]).toEqual([true, false]);
    const guesses = pin.to
      .flatMap((to) => [to, `${pin.text}${to}`])
      .map((guess) => createHash("sha256").update(guess).digest("base64url"));
    expect(guesses.some((guess) => kept.join().includes(guess.slice(0, 22)))).toBe(false);
  });
});

it("rule 19: a keyed hash is HMAC-SHA-256, for short and long secrets", () => {
  for (const key of ["Jefe", "k".repeat(64), "k".repeat(131)]) {
    for (const parts of [["what do ya want for nothing?"], ["a", "b"], ["é".repeat(100)]]) {
      const expected = createHmac("sha256", key)
        .update(JSON.stringify(parts))
        .digest()
        .subarray(0, 16)
        .toString("base64url");
      expect(createKeyedHash(key)(...parts)).toBe(expected);
    }
  }
});
