import { existsSync } from "node:fs";
import { dirname, join } from "node:path";
import { readManifest, readText, repositoryFiles, root } from "@polysms/workspace/src/repository.ts";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { expectNone } from "../src/expect-none.ts";

const files = repositoryFiles().filter((file) => file.startsWith(".github/"));
const pages = files.filter((file) => file.endsWith(".md"));
const forms = files.filter((file) => /ISSUE_TEMPLATE\/(?!config\.)/.test(file));

interface Field {
  readonly type: string;
  readonly id?: string;
  readonly attributes: { readonly label?: string; readonly value?: string; readonly options?: readonly unknown[] };
}

describe("the community files", () => {
  it("exist where GitHub looks for them", () => {
    for (const name of ["CONTRIBUTING.md", "SECURITY.md", "CODE_OF_CONDUCT.md", "pull_request_template.md"]) {
      expect(pages).toContain(`.github/${name}`);
    }
    expect(existsSync(join(root, "LICENSE"))).toBe(true);
    expect(forms.length).toBeGreaterThan(3);
  });

  it.each(pages)("%s links to files that exist", (file) => {
    const links = [...readText(file).matchAll(/\]\(([^)#]+)(?:#[^)]*)?\)/g)].map(([, target = ""]) => target);
    const local = links.filter((target) => !/^https:\/\//.test(target));
    const dead = local.filter((target) => !existsSync(join(root, dirname(file), target)));
    expectNone(dead, `Fix the link in ${file}; links are relative to the file.`);
  });

  it.each(pages)("%s names commands that exist", (file) => {
    const { scripts = {}, packageManager } = readManifest(".");
    const text = readText(file);
    const commands = [...text.matchAll(/(?:`|^)(?:npx -y )?pnpm(?:@[\d.]+)? ([a-z][\w:-]*)/gm)];
    const unknown = commands.filter(([, name = ""]) => !(name in scripts)).map(([command]) => command);
    expectNone(unknown, "Name a script of package.json.");
    const versions = (text.match(/pnpm@[\d.]+\d/g) ?? []).filter((version) => version !== packageManager);
    expectNone(versions, `Name the pnpm of package.json: ${packageManager}.`);
  });

  it("CONTRIBUTING has six steps for a new provider", () => {
    const [, steps = ""] = /## Add a provider in six steps\n([\s\S]*?)\n## /.exec(
      readText(".github/CONTRIBUTING.md"),
    ) ?? [""];
    expect([...steps.matchAll(/^(\d)\. /gm)].map(([, number]) => number)).toEqual(["1", "2", "3", "4", "5", "6"]);
  });
});

// https://docs.github.com/en/communities/using-templates-to-encourage-useful-issues-and-pull-requests/syntax-for-githubs-form-schema
describe.each(forms)("the form %s", (file) => {
  const form = parse(readText(file)) as { name: string; description: string; labels: string[]; body: readonly Field[] };

  it("has the structure that GitHub expects", () => {
    expect(form).toMatchObject({ name: expect.any(String), description: expect.any(String) });
    expect(Object.keys(form)).toEqual(["name", "description", "labels", "body"]);
    for (const { type, attributes } of form.body) {
      expect(["markdown", "input", "textarea", "dropdown", "checkboxes"]).toContain(type);
      expect(type === "markdown" ? attributes.value : attributes.label, file).toEqual(expect.any(String));
      expect(attributes.options !== undefined).toBe(type === "dropdown" || type === "checkboxes");
    }
  });

  it("asks each question once", () => {
    const questions = form.body.filter(({ type }) => type !== "markdown");
    expect(new Set(questions.map(({ id }) => id)).size).toBe(questions.length);
    expect(new Set(questions.map(({ attributes }) => attributes.label)).size).toBe(questions.length);
  });
});
