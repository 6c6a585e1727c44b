import { readText, repositoryFiles } from "@polysms/workspace/src/repository.ts";
import { describe, expect, it } from "vitest";
import { expectNone } from "../src/expect-none.ts";
import { mentionedRules, namedRules, rulesIn } from "../src/rules.ts";

const rules = rulesIn(readText("packages/polysms/RULES.md"));
const tests = repositoryFiles()
  .filter((file) => /^(packages|tools)\/[^/]+\/test\/.*\.test\.ts$/.test(file))
  // This file is about all of them.
  .filter((file) => file !== "tools/checks/test/rules.test.ts")
  .map((file) => ({ file, named: namedRules(readText(file)), mentioned: mentionedRules(readText(file)) }));

describe("the rules of packages/polysms/RULES.md", () => {
  it("are read with the tests that hold them, and tests with the rules that they name", () => {
    const text =
      "# The rules\n\n## Rule 1: One\n\nHeld by: `test/a.test.ts`, `tools/b.test.ts`; and `x.ts`\n\n## Rule 2: Two\n";
    expect(rulesIn(text)).toEqual([
      { number: 1, title: "One", heldBy: ["packages/polysms/test/a.test.ts", "tools/b.test.ts"] },
      { number: 2, title: "Two", heldBy: [] },
    ]);
    expect(mentionedRules("// rule 9")).toEqual([9]);
    expect(namedRules('it("rule 3: x");\nit("rules 4 and 6: y");\n// rule 9\ndescribe("Rules 10 to 12")')).toEqual([
      3, 4, 6, 10, 11, 12,
    ]);
  });

  it("are numbered from 1, without a gap", () => {
    expect(rules.map(({ number }) => number)).toEqual(rules.map((_, index) => index + 1));
    expect(rules.length).toBeGreaterThan(10);
  });

  it("are those that the titles of tests name", () => {
    const unknown = tests.flatMap(({ file, named }) =>
      named
        .filter((number) => !rules.some((rule) => rule.number === number))
        .map((number) => `${file}: rule ${number}`),
    );
    expectNone(unknown, "Fix the number in the title, or write the rule in packages/polysms/RULES.md.");
  });

  it.each(rules)("rule $number is named by a test, and lists each test that names it", ({ number, heldBy }) => {
    const naming = tests.filter(({ named }) => named.includes(number)).map(({ file }) => file);
    expect(naming, "Name the rule in the title of the test that holds it.").not.toEqual([]);
    expectNone(
      naming.filter((file) => !heldBy.includes(file)),
      `Add the test to "Held by" of rule ${number} in packages/polysms/RULES.md.`,
    );
    const mentioning = tests.filter(({ mentioned }) => mentioned.includes(number)).map(({ file }) => file);
    expectNone(
      heldBy.filter((file) => !mentioning.includes(file)),
      `Name rule ${number} in a title of the test, or take the test out of "Held by" in packages/polysms/RULES.md.`,
    );
  });
});
