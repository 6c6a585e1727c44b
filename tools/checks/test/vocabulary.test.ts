import { readText, repositoryFiles } from "@polysms/workspace/src/repository.ts";
import { describe, expect, it } from "vitest";
import { expectNone } from "../src/expect-none.ts";
import { unwantedWords } from "../src/vocabulary.ts";

const PLACES: Readonly<Record<string, RegExp>> = {
  // The list of the words has to name them.
  "the sources of packages and tools":
    /^(?:packages|tools)\/[^/]+\/(?:src|template)\/(?!generated\/|vocabulary\.ts$).*\.(?:ts|md|yaml)$/,
  "the specs": /^specs\/.*\.(?:yaml|md)$/,
  "the guides and decisions": /^tools\/docs\/(?:guides|decisions)\/.*\.md$/,
  "the READMEs and rules": /^(?:[\w-]+\/)*(?:README|RULES|connection-failures)\.md$/,
};
const files = repositoryFiles();

describe("words that were given up", () => {
  it("are found, with the word to write instead", () => {
    expect(unwantedWords("One.\nIt is no number; five unless told.")).toEqual([
      '2: "unless told": write "Default 5."',
      '2: "is no number": write "is not a …"',
    ]);
    const fine = ["There is no route.", "It is no longer open.", "connection refused", "`refused` is their word."];
    expectNone(unwantedWords(fine.join("\n")), "These are plain English.");
    expectNone(
      unwantedWords("summary: Rejected\nvalue:\n  message: Refused"),
      "The value of an example is the provider's.",
    );
  });

  it.each(Object.entries(PLACES))("do not come back in %s", (_, place) => {
    const found = files
      .filter((file) => place.test(file))
      .flatMap((file) => unwantedWords(readText(file)).map((problem) => `${file}:${problem}`));
    expectNone(found, "Write plain English; .github/CONTRIBUTING.md has the list of words.");
  });
});
