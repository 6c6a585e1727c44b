import { describe, expect, it } from "vitest";
import type { CollectedTests } from "../collected-tests.ts";

/**
 * Runs a kit on a good store, and on stores with one flaw each. `failing` has the tests that must fail for each flaw; no
 * other test may fail, and every test must be seen to fail.
 */
export function describeKit<Create>(
  name: string,
  kit: {
    readonly suiteFor: (create: Create) => CollectedTests;
    readonly good: Create;
    readonly flawed: Readonly<Record<string, Create>>;
    readonly failing: Readonly<Record<string, readonly string[]>>;
  },
): void {
  const { suiteFor, good, flawed, failing } = kit;
  const { titles } = suiteFor(good);

  describe(`the tests of ${name}`, () => {
    it("all pass for a store that does everything right, and have titles of their own", async () => {
      expect(await suiteFor(good).run()).toEqual(new Map());
      expect(titles).toEqual([...new Set(titles)]);
    });

    it.each(Object.entries(flawed))("fail where they should, and nowhere else, for one %s", async (flaw, create) => {
      const failures = await suiteFor(create).run();
      expect(failures.size).toBeGreaterThan(0);
      expect([...failures.keys()]).toEqual(titles.filter((title) => failing[flaw]?.includes(title)));
      expect(failing[flaw]?.filter((title) => !titles.includes(title))).toEqual([]);
    });

    it("have each been seen to fail", () => {
      expect(Object.keys(failing)).toEqual(Object.keys(flawed));
      const seen = Object.values(failing).flat();
      expect(titles.filter((title) => !seen.includes(title))).toEqual([]);
    });
  });
}
