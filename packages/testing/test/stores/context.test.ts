import { describe, expect, it } from "vitest";
import {
  describeIdempotencyStore,
  describeOtpStore,
  type IdempotencyStoreLike,
  type StoreTestOptions,
} from "../../src/stores.ts";
import { collectTests } from "../collected-tests.ts";
import { createGoodStore } from "./reference-idempotency.ts";

type Options = StoreTestOptions<IdempotencyStoreLike>;

const suiteFor = (options: Partial<Options>) =>
  collectTests((test) => describeIdempotencyStore({ test, create: createGoodStore, ...options }));

describe("the tests of a store", () => {
  it("leave out what the store cannot do, and nothing else", async () => {
    const { titles } = suiteFor({});
    const leftOut = (without: Options["without"]) => {
      const others = suiteFor({ without }).titles;
      return titles.filter((title) => !others.includes(title));
    };
    expect(leftOut(["stall"])).toEqual(["ends every call when its signal fires and the store does not answer"]);
    expect(leftOut(["skew"])).toEqual(["is not misled by a caller whose clock is an hour off"]);
    expect(leftOut(["open"])).toEqual([
      "gives a key to one of 20 callers of two clients",
      "shows each client at once what the other wrote",
    ]);
    expect(leftOut(["advance"])).toHaveLength(9);
    expect(await suiteFor({ without: ["advance", "open", "stall", "skew"] }).run()).toEqual(new Map());
  });

  it("fail, with what to do, if a store is without a function and does not say so", async () => {
    const create = () => ({ store: createGoodStore().store });
    const failures = await suiteFor({ create }).run();
    expect(failures.size).toBe(12);
    expect(failures.get("shows each client at once what the other wrote")).toBe(
      'create returned no function "open"; return one, or list "open" in without.',
    );
  });

  it("close every store that they created, also after a failure", async () => {
    let [created, closed] = [0, 0];
    const create = () => {
      created += 1;
      return { store: createGoodStore().store, close: () => void closed++ };
    };
    const failures = await suiteFor({ create }).run();
    expect(failures.size).toBeGreaterThan(0);
    expect(closed).toBe(created);
    expect(created).toBe(suiteFor({}).titles.length);
  });

  it("throw before anything runs if an option is wrong", () => {
    expect(() => suiteFor({ without: ["clock" as "skew"] })).toThrow(
      'without has "clock"; it may list advance, open, stall, skew.',
    );
    expect(() => suiteFor({ create: undefined as unknown as Options["create"] })).toThrow(
      "create must be a function that returns an empty store.",
    );
  });

  it("are grouped under the kind of store and its name", () => {
    const groups: string[] = [];
    const test = { describe: (title: string) => groups.push(title), it: () => {} };
    describeIdempotencyStore({ test, create: createGoodStore, name: "redis" });
    describeOtpStore({ test, create: () => Promise.reject(new Error("not called")) });
    expect(groups).toEqual(["idempotency store redis", "OTP store"]);
  });

  it("put the clock right again after a call that fails", async () => {
    const { Date: RealDate } = globalThis;
    const failing = { ...createGoodStore().store, find: () => Promise.reject(new Error("down")) };
    await suiteFor({ create: () => ({ store: failing }) }).run();
    expect(globalThis.Date).toBe(RealDate);
  });
});
