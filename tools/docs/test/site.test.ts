import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { quirksOf } from "../src/call-outs.ts";
import { evidenceNotes } from "../src/evidence.ts";
import { listOperations } from "../src/operation-list.ts";
import { readProviders } from "../src/provider-document.ts";
import { buildSite } from "../src/site.ts";
import { loadsFromOutside } from "./outside.ts";

const root = new URL("../../..", import.meta.url).pathname;
const providers = await readProviders(root);
const pages = new Map<string, string>();
let folder = "";

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "polysms-site-"));
  for (const name of ["index", ...(await buildSite(root, folder))]) {
    pages.set(name, await readFile(join(folder, name === "index" ? "" : name, "index.html"), "utf8"));
  }
}, 120_000);

afterAll(() => rm(folder, { recursive: true, force: true }));

function page(name: string): string {
  const found = pages.get(name);
  if (found === undefined) throw new Error(`There is no page for ${name}.`);
  return found;
}

// The page carries the document as JSON in a script, where "<" is escaped.
function shownDocument(name: string): string {
  return /const __redoc_definition = (.*);$/m.exec(page(name))?.[1] ?? "";
}

function written(text: string): string {
  return JSON.stringify(text).slice(1, -1).replaceAll("<", "\\u003c");
}

describe("the docs site", () => {
  it("has one page for every folder of specs and nothing else", async () => {
    expect(providers.length).toBeGreaterThan(0);
    expect((await readdir(folder)).sort()).toEqual([...providers.map(({ name }) => name), "index.html"].sort());
  });

  it.each(["index", ...providers.map(({ name }) => name)])("loads nothing from another host: %s", (name) => {
    expect(loadsFromOutside(page(name))).toEqual([]);
    expect(page(name)).toContain(`<meta http-equiv="Content-Security-Policy" content="default-src `);
    expect(page(name)).not.toMatch(/(?:script|connect|img|style|font|worker|frame)-src [^;"]*(?:https?:|\*)/);
  });

  it.each(providers)("offers the published document of $name for download", async ({ name, yaml }) => {
    expect(await readFile(join(folder, name, "openapi.yaml"), "utf8")).toBe(yaml);
    expect(page("index")).toContain(`href="${name}/openapi.yaml"`);
  });
});

describe("the front page", () => {
  it.each(providers)(
    "introduces $name with its country, version and number of quirks",
    ({ name, country, document }) => {
      const card = page("index")
        .split("<article ")
        .find((part) => part.startsWith(`id="${name}"`));
      expect(card).toContain(country);
      expect(card).toContain(`version ${document.info.version}`);
      expect(card).toContain(`${quirksOf(document).length} quirk`);
    },
  );

  it.each(providers)("links every operation of $name to its place on the page", ({ name, document }) => {
    const operations = listOperations(document);
    expect(operations.length).toBeGreaterThan(0);
    for (const { operation, fragment } of operations) {
      expect(page("index")).toContain(`<a href="${name}/index.html#${fragment}"><code>${operation.operationId}</code>`);
      // Redoc's menu, which is part of the page, has the first half of the fragment: the tag.
      expect(page(name)).toContain(`href="${fragment.slice(0, fragment.lastIndexOf("/"))}"`);
    }
  });
});

describe("the page of a provider", () => {
  it.each(providers)("prints every quirk of $name with both sides and the reading", ({ name, document }) => {
    const shown = shownDocument(name);
    for (const { id, note, reading } of quirksOf(document)) {
      expect(shown).toContain(`**Quirk** \`${id}\``);
      expect(shown).toContain(written(note.trim().split("\n")[0] ?? ""));
      expect(shown).toContain(`**Reading.** ${written(reading.trim().split("\n")[0] ?? "")}`);
    }
  });

  it.each(providers)("prints a note for every level of evidence that $name needs", ({ name, yaml }) => {
    const shown = shownDocument(name);
    for (const [level, note] of Object.entries(evidenceNotes)) {
      const marks = yaml.split(`x-evidence: ${level}\n`).length - 1;
      expect(shown.split(written(note)).length - 1, level).toBe(marks);
    }
  });
});
