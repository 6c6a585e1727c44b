import { posix } from "node:path";
import { describe, expect, it } from "vitest";
import { pageFile, readPage } from "../src/markdown.ts";
import { allPages } from "../src/pages.ts";
import { navigationOf } from "../src/site/navigation.ts";
import { countEvidence, factsOf } from "../src/spec/evidence.ts";
import { quirksOf } from "../src/spec/operation-list.ts";
import { readProviders } from "../src/spec/provider-document.ts";

const providers = readProviders();
const pages = await allPages(providers);
const paths = new Set(pages.map(({ path }) => path));
const other = [/^\/api\/[\w-]+\/(?:openapi\.(?:yaml|json))?$/, /^\/llms(?:-full)?\.txt$/];

/** The page that a link leads to. */
function target(from: string, link: string): string {
  const [path = ""] = link.split("#");
  const absolute = path.startsWith("/") ? path : posix.join("/", posix.dirname(from), path);
  return `${absolute.replace(/\/$/, "/index").replace(/\.(?:md|html)$/, "")}.md`.slice(1);
}

describe("the pages", () => {
  it("are one for each provider, one for each package, and those that others may link to", () => {
    for (const { name } of providers) expect([...paths]).toContain(`providers/${name}.md`);
    for (const path of [
      "index",
      "errors",
      "capabilities",
      "provenance",
      "rules",
      "architecture",
      "contributing",
      "decisions/index",
      "reference/index",
      "reference/polysms",
    ]) {
      expect([...paths]).toContain(`${path}.md`);
    }
  });

  it.each(pages)("$path links only to pages that exist", ({ path, markdown }) => {
    const text = markdown.replaceAll(/```[\s\S]*?```|`[^`\n]*`/g, "");
    const links = [...text.matchAll(/\]\(([^)\s]+)\)/g)].map(([, link = ""]) => link);
    const inside = links.filter((link) => !/^(?:https?:|mailto:|#)/.test(link));
    const dead = inside.filter((link) => {
      const [place = ""] = link.split("#");
      return !paths.has(target(path, link)) && !other.some((pattern) => pattern.test(place));
    });
    expect(dead).toEqual([]);
  });

  it("are all in the sidebar, and nothing else is", () => {
    const shown = navigationOf(pages).sidebar.flatMap(({ items }) => items.map(({ link }) => link));
    const own = shown.filter((link) => !link.startsWith("/api/"));
    expect(own.map((link) => target("index.md", link)).sort()).toEqual(
      [...paths].filter((path) => !/^(?:index|(?:providers|decisions)\/index)\.md$/.test(path)).sort(),
    );
  });

  it("are the same after they are written and read", () => {
    for (const page of pages) expect(readPage(page.path, pageFile(page)).title).toBe(page.title);
    expect(() => readPage("guides/x.md", "# No frontmatter\n")).toThrow("guides/x.md: the frontmatter needs a title");
  });
});

describe.each(providers)("the pages about $name", ({ name, document, yaml }) => {
  const provenance = pages.find(({ path }) => path === "provenance.md")?.markdown ?? "";
  const [, own = ""] = provenance.split(`{#${name}}`);
  const section = own.split(/^## /m)[0] ?? "";

  it("lists and counts every fact that its documents do not state", () => {
    for (const level of ["sdk", "observed", "assumed"] as const) {
      const marks = yaml.split(`x-evidence: ${level}\n`).length - 1;
      expect(countEvidence(document)[level], level).toBe(marks);
      if (marks > 0) expect(section).toContain(`: ${level} (${marks})`);
    }
    const undocumented = factsOf(document).filter(({ level }) => level !== "documented");
    expect(section.match(/^- `/gm)?.length).toBe(undocumented.length + Object.keys(document.info["x-sources"]).length);
  });

  it("names every operation, quirk and environment variable on its page", () => {
    const page = pages.find(({ path }) => path === `providers/${name}.md`)?.markdown ?? "";
    for (const [, id] of yaml.matchAll(/operationId: (\w+)/g)) expect(page).toContain(`### ${id}\n`);
    for (const { id } of quirksOf(document)) expect(page).toContain(`### ${id}\n`);
    expect(page).toContain(`\`${name.toUpperCase()}_`);
  });
});
