import { readText, repositoryFiles } from "@polysms/workspace/src/repository.ts";
import { describe, expect, it } from "vitest";
import { importedNames, mentionedNames } from "../src/documents.ts";
import { expectNone } from "../src/expect-none.ts";

const files = repositoryFiles();
const documents = files.filter(
  (file) =>
    /^tools\/docs\/(?:guides|decisions)\/.*\.md$/.test(file) ||
    /^(?:README|packages\/[\w-]+\/(?:README|RULES))\.md$/.test(file),
);
const wordsIn = (pattern: RegExp) =>
  files.filter((file) => pattern.test(file)).flatMap((file) => readText(file).match(/\w+/g) ?? []);
const api = new Set(wordsIn(/^packages\/[^/]+\/api\/.*\.md$/));
// A provider's own fields and operations.
const specs = new Set(wordsIn(/^specs\/.*\.yaml$/));

// Names of others, and the mistakes that a guide shows on purpose.
const ALLOWED = new Set([
  ...["Prefer", "require", "stringify"], // HTTP and JavaScript
  ...["extend", "stubGlobal"], // vitest
  "allowH2", // undici
  ...["app", "ap", "txt"], // a template's own value, and misspelt names in error messages
  "verdictOf", // declared in the sample
  "withExchange", // an option that was decided against
]);

describe("names in code of the documents", () => {
  it("are read from options, members, calls and names in camelCase; not from values, files and addresses", () => {
    const names = (markdown: string) => mentionedNames(markdown).map(({ name }) => name);
    expect(names("`sms.client(name)` and `retry: { maxAttempts, baseDelayMs: 5 }`")).toEqual([
      "client",
      "retry",
      "baseDelayMs",
      "maxAttempts",
    ]);
    expect(names("`rejected`, `route.ts`, `https://sms.example.com`, `--json`, `POST /sms`")).toEqual([]);
    expect(names("`onEvent`\n```ts\nhidden.member()\n```\n")).toEqual(["onEvent"]);
    const [first, second] = importedNames('```js\nimport { createSms, type Phone as P } from "polysms";\n```\n');
    expect([first, second]).toEqual([
      { line: 2, name: "createSms" },
      { line: 2, name: "Phone" },
    ]);
  });

  it.each(documents)("exist in the API or in a spec: %s", (file) => {
    const text = readText(file);
    const unknown = [
      ...mentionedNames(text).filter(({ name }) => !api.has(name) && !specs.has(name) && !ALLOWED.has(name)),
      ...importedNames(text).filter(({ name }) => !api.has(name)),
    ];
    expectNone(
      unknown.map(({ line, name }) => `${file}:${line}: ${name}`),
      "Write the name as packages/*/api has it. Is the report old? `pnpm api-report` writes it. A name of others goes into ALLOWED.",
    );
  });

  it("are allowed only if a document has them, and the API and the specs do not", () => {
    const mentioned = new Set(documents.flatMap((file) => mentionedNames(readText(file))).map(({ name }) => name));
    expectNone(
      [...ALLOWED].filter((name) => !mentioned.has(name) || api.has(name) || specs.has(name)),
      "Delete the name from ALLOWED in this test.",
    );
  });
});
