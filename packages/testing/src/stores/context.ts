import type { TestFunctions } from "../test-functions.ts";

type MaybePromise<Value> = Value | Promise<Value>;

const ABILITIES = ["advance", "open", "stall", "skew"] as const;

/** What a store, or the machine below it, can be made to do in tests. `StoreUnderTest` says what each of them means. */
export type StoreAbility = (typeof ABILITIES)[number];

/** An empty store, and what its tests can do with it. What is missing here must be listed in `without`. */
export interface StoreUnderTest<Store> {
  readonly store: Store;
  /** Moves the clock of the store ahead, or everything that it keeps back in time, by so many milliseconds. */
  readonly advance?: ((ms: number) => MaybePromise<void>) | undefined;
  /** Opens another client of the same store, as another process has one. */
  readonly open?: (() => MaybePromise<Store>) | undefined;
  /** Makes the store answer nothing from now on, as a server that was stopped. */
  readonly stall?: (() => MaybePromise<void>) | undefined;
  /** Is called at the end of the test. Closes the store and every client of it. */
  readonly close?: (() => MaybePromise<void>) | undefined;
}

/** Options of `describeIdempotencyStore`, `describeOtpStore` and `describeReportStore`. */
export interface StoreTestOptions<Store> {
  readonly test: Pick<TestFunctions, "describe" | "it">;
  /** Part of the title of the tests. Default none. */
  readonly name?: string | undefined;
  /** Is called for every test, and returns an empty store. */
  readonly create: () => MaybePromise<StoreUnderTest<Store>>;
  /**
   * What the store cannot do: its tests are left out. Default none. `skew` leaves out the tests in which `Date` is an hour
   * off; list it for a store whose clock is that of its own process.
   */
  readonly without?: readonly StoreAbility[] | undefined;
}

/** What a test is given. */
interface Subject<Client> {
  readonly client: Client;
  open(): Promise<Client>;
  advance(ms: number): Promise<void>;
  stall(): Promise<void>;
}

/** Defines one test, on an empty store of its own. It is left out if the store is without one of the abilities. */
export type DefineTest<Client> = (
  title: string,
  needs: readonly StoreAbility[],
  run: (subject: Subject<Client>) => Promise<void>,
) => void;

/** Throws if the options are wrong, before any test is defined. */
export function defineTests<Store, Client>(
  { test, create, without = [] }: StoreTestOptions<Store>,
  clientOf: (store: Store) => Client,
): DefineTest<Client> {
  if (typeof create !== "function") throw new Error("create must be a function that returns an empty store.");
  const unknown = without.find((ability) => !ABILITIES.includes(ability));
  if (unknown !== undefined) throw new Error(`without has "${unknown}"; it may list ${ABILITIES.join(", ")}.`);
  return (title, needs, run) => {
    if (needs.some((ability) => without.includes(ability))) return;
    test.it(title, async () => {
      const subject = await create();
      try {
        await run({
          client: clientOf(subject.store),
          open: async () => clientOf(await given(subject, "open")()),
          advance: async (ms) => given(subject, "advance")(ms),
          stall: async () => given(subject, "stall")(),
        });
      } finally {
        await subject.close?.();
      }
    });
  };
}

function given<Store, Ability extends "advance" | "open" | "stall">(
  subject: StoreUnderTest<Store>,
  ability: Ability,
): NonNullable<StoreUnderTest<Store>[Ability]> {
  const value = subject[ability];
  if (typeof value === "function") return value as NonNullable<StoreUnderTest<Store>[Ability]>;
  throw new Error(`create returned no function "${ability}"; return one, or list "${ability}" in without.`);
}
