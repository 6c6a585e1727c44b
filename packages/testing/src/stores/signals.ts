import { assertSame } from "./check.ts";
import type { DefineTest } from "./context.ts";
import {
  assertReserves,
  type IdempotencyClient,
  type IdempotencyStoreLike,
  type StoreKeyLike,
} from "./idempotency-store.ts";
import { endOf, HOUR_MS } from "./timing.ts";

type Call = (store: IdempotencyStoreLike, key: StoreKeyLike, signal: AbortSignal) => Promise<unknown>;

const MARK = "hash.one";
const calls: Readonly<Record<string, Call>> = {
  find: (store, key, signal) => store.find(key, { signal }),
  reserve: (store, key, signal) => store.reserve(key, MARK, { signal }),
  release: (store, key, signal) => store.release(key, MARK, { signal }),
  finalize: (store, key, signal) => store.finalize(key, MARK, "[1]", HOUR_MS, { signal }),
};
const cases = Object.entries(calls).flatMap(([name, call]) =>
  (["before", "after"] as const).map((abort) => ({ name, call, abort, key: { name: `${name}-${abort}` } })),
);

/** That calls end when nobody waits for them any more. */
export function testSignals(it: DefineTest<IdempotencyClient>): void {
  it("ends a call whose signal has fired, and gives the key to its mark again", [], async ({ client }) => {
    for (const { name, call, abort, key } of cases) {
      if (name === "release" || name === "finalize") await assertReserves(client, key, MARK);
      await endOf(name, (signal) => call(client.store, key, signal), abort);
      // The command was carried out or not; either way its own mark may go on.
      const { state } = await client.reserve(key, MARK);
      const isOurs = state === "reserved" || (name === "finalize" && state === "done");
      assertSame(isOurs, true, `Whether the mark has its key after ${name} was ended`);
    }
  });

  it("ends every call when its signal fires and the store does not answer", ["stall"], async ({ client, stall }) => {
    for (const { key } of cases) await assertReserves(client, key, MARK);
    await stall();
    for (const { name, call, abort, key } of cases) {
      const end = await endOf(name, (signal) => call(client.store, key, signal), abort);
      assertSame(end, "rejected", `How ${name} ended`);
    }
  });
}
