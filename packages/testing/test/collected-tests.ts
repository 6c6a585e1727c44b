import type { TestFunctions } from "../src/index.ts";

export interface CollectedTests {
  readonly titles: readonly string[];
  /** Runs the tests whose title fits, and resolves with the title and reason of every failure. */
  run(fits?: (title: string) => boolean): Promise<Map<string, string>>;
}

/** A test framework that runs its tests on demand, so that failing tests can be looked at. */
export function collectTests(define: (test: TestFunctions) => void): CollectedTests {
  const tests: [title: string, run: () => Promise<void>][] = [];
  const before: (() => Promise<void>)[] = [];
  const after: (() => Promise<void>)[] = [];
  define({
    describe: (_, body) => body(),
    it: (title, run) => tests.push([title, run]),
    beforeAll: (run) => before.push(run),
    afterAll: (run) => after.push(run),
  });
  return {
    titles: tests.map(([title]) => title),
    async run(fits = () => true) {
      const failures = new Map<string, string>();
      try {
        for (const run of before) await run();
        for (const [title, run] of tests.filter(([title]) => fits(title))) {
          await run().catch((error: Error) => failures.set(title, error.message));
        }
      } finally {
        for (const run of after) await run();
      }
      return failures;
    },
  };
}
