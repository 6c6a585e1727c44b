import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { writeApiPages } from "../src/api-reference/api-pages.ts";
import { evidenceNotes } from "../src/spec/evidence.ts";
import { listOperations, quirksOf } from "../src/spec/operation-list.ts";
import { readProviders } from "../src/spec/provider-document.ts";
import { loadsFromOutside } from "./outside.ts";

const providers = readProviders();
let folder = "";

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "polysms-api-pages-"));
  await writeApiPages(providers, folder);
}, 120_000);
afterAll(() => rm(folder, { recursive: true, force: true }));

function page(name: string): Promise<string> {
  return readFile(join(folder, name, "index.html"), "utf8");
}

// The page carries the document as JSON in a script, where "<" is escaped.
async function shownDocument(name: string): Promise<string> {
  return /const __redoc_definition = (.*);$/m.exec(await page(name))?.[1] ?? "";
}

function written(text: string): string {
  return JSON.stringify(text).slice(1, -1).replaceAll("<", "\\u003c");
}

/** The first line of a Markdown text, as it is in a call-out. */
function firstLine(text: string): string {
  return written(text.trim().split("\n")[0] ?? "");
}

describe("the API references", () => {
  it("are one for every provider, and their shared files", async () => {
    expect(providers.length).toBeGreaterThan(0);
    const files = [...providers.map(({ name }) => name), "redoc-page.css", "redoc.js"];
    expect((await readdir(folder)).sort()).toEqual(files.sort());
  });

  it("share a program that loads nothing from another host", async () => {
    const program = await readFile(join(folder, "redoc.js"), "utf8");
    expect(program).toContain("hydrate");
    expect(loadsFromOutside(`<script>${program}</script>`)).toEqual([]);
  });
});

describe.each(providers)("the API reference of $name", ({ name, document, yaml }) => {
  it("loads nothing from another host, and its policy forbids it", async () => {
    const html = await page(name);
    expect(loadsFromOutside(html)).toEqual([]);
    const policy = /http-equiv="Content-Security-Policy" content="([^"]*)"/.exec(html)?.[1] ?? "";
    expect(policy).toMatch(/^default-src 'none'; script-src 'self' 'sha256-/);
    expect(policy).not.toMatch(/https?:|\*|script-src[^;]*'unsafe/);
  });

  it("offers the published document as YAML, as JSON and as Markdown", async () => {
    expect(await readFile(join(folder, name, "openapi.yaml"), "utf8")).toBe(yaml);
    expect(JSON.parse(await readFile(join(folder, name, "openapi.json"), "utf8"))).toEqual(document);
    const markdown = await readFile(join(folder, name, "index.md"), "utf8");
    for (const { operation } of listOperations(document)) expect(markdown).toContain(`## ${operation.operationId}\n`);
    for (const file of ["openapi.yaml", "openapi.json"]) expect(await page(name)).toContain(`href="${file}"`);
  });

  it("links every tag with a fragment, which works on a static page", async () => {
    const html = await page(name);
    for (const { fragment } of listOperations(document)) {
      expect(html).toContain(`href="#${fragment.slice(0, fragment.lastIndexOf("/"))}"`);
    }
    expect(html).not.toMatch(/ href="\//);
  });

  it("prints every quirk with its note and its reading", async () => {
    const shown = await shownDocument(name);
    for (const { id, note, reading } of quirksOf(document)) {
      expect(shown).toContain(`> **Quirk** \`${id}\``);
      expect(shown).toContain(firstLine(note));
      expect(shown).toContain(`> **Reading.** ${firstLine(reading)}`);
    }
  });

  it("prints a note for every part with evidence", async () => {
    const shown = await shownDocument(name);
    for (const [level, note] of Object.entries(evidenceNotes)) {
      const marks = yaml.split(`x-evidence: ${level}\n`).length - 1;
      expect(shown.split(written(note)).length - 1, level).toBe(marks);
    }
  });

  it("has samples for curl, the client and the facade on every operation", async () => {
    const shown = await shownDocument(name);
    const samples = shown.match(/"x-codeSamples":\[\{"lang":"curl".*?\{"lang":"typescript","label":"Facade"/g) ?? [];
    expect(samples.length).toBe(listOperations(document).length);
  });
});
