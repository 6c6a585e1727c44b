import { existsSync, readFileSync, statSync } from "node:fs";
import { readdir } from "node:fs/promises";
import { join, posix } from "node:path";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import { startChromium, visit } from "./chromium.ts";

const url = inject("url");
const base = inject("base");
const folder = inject("folder");
const pages = inject("pages");
const apiPages = pages.filter((page) => page.startsWith("api/"));

/** The file of the site that a link of a page leads to; `undefined` if it leaves the site. */
function target(page: string, href: string): { readonly file: string; readonly fragment: string } | undefined {
  if (/^(?:[a-z]+:)?\/\//i.test(href) || /^(?:mailto|data|tel):/.test(href)) return undefined;
  const [path = "", ...rest] = href.split("#");
  const fragment = decodeURIComponent(rest.join("#"));
  if (path === "") return { file: page, fragment };
  const absolute = path.startsWith("/") ? path : posix.join(base, posix.dirname(page), path);
  if (!absolute.startsWith(base)) return { file: `outside the base: ${href}`, fragment };
  const file = decodeURIComponent(absolute.slice(base.length));
  return { file: file === "" || file.endsWith("/") ? `${file}index.html` : file, fragment };
}

const ids = new Map<string, ReadonlySet<string>>();

function idsOf(file: string): ReadonlySet<string> {
  const known =
    ids.get(file) ??
    new Set([...readFileSync(join(folder, file), "utf8").matchAll(/\bid="([^"]+)"/g)].map(([, id = ""]) => id));
  ids.set(file, known);
  return known;
}

function isFile(file: string): boolean {
  return existsSync(join(folder, file)) && statSync(join(folder, file)).isFile();
}

/** The links of a page whose target does not exist. Places inside a Redoc page exist only while it shows them, so they are left out. */
function deadLinks(page: string, hrefs: readonly string[]): string[] {
  return hrefs.filter((href) => {
    const found = target(page, href.replaceAll("&amp;", "&"));
    if (found === undefined) return false;
    const { file, fragment } = found;
    if (!isFile(file)) return true;
    return fragment !== "" && !fragment.startsWith("/") && file.endsWith(".html") && !idsOf(file).has(fragment);
  });
}

it.each(pages.filter((page) => !page.startsWith("api/")))("every link of %s has a target", (page) => {
  const html = readFileSync(join(folder, page), "utf8");
  const hrefs = [...html.matchAll(/<(?:a|link)\b[^>]*?\bhref="([^"]*)"/g)].map(([, href = ""]) => href);
  expect(hrefs.length).toBeGreaterThan(0);
  expect(deadLinks(page, hrefs)).toEqual([]);
  const twin = page.replace(/\.html$/, ".md");
  if (page !== "404.html") expect(hrefs).toContain(base + twin);
});

it("every link of every Markdown twin and list leads to a file", async () => {
  const files = (await readdir(folder, { recursive: true })).filter((file) => /\.md$|^llms.*\.txt$/.test(file));
  expect(files.length).toBeGreaterThan(20);
  const dead = files.flatMap((file) => {
    const text = readFileSync(join(folder, file), "utf8").replaceAll(/```[\s\S]*?```|`[^`\n]*`/g, "");
    const hrefs = [...text.matchAll(/\]\((?!<)([^)\s]+)\)/g)].map(([, href = ""]) => href.split("#")[0] ?? "");
    return hrefs
      .filter((href) => {
        const found = href === "" ? undefined : target(file, href);
        return found !== undefined && !isFile(found.file);
      })
      .map((href) => `${file}: ${href}`);
  });
  expect(dead).toEqual([]);
});

describe("inside the API references", () => {
  let browser: Browser;
  let page: Page;
  beforeAll(async () => {
    browser = await startChromium();
    page = await browser.newPage();
  });
  afterAll(() => browser?.close());

  it.each(apiPages)("every link and place of %s exists, also those that other pages link to", async (api) => {
    const inbound = pages.flatMap((from) => {
      const html = from.startsWith("api/") ? "" : readFileSync(join(folder, from), "utf8");
      const places = html.matchAll(/href="([^"]*)#(\/[^"]*)"/g);
      return [...places]
        .filter(([, path = ""]) => target(from, path)?.file === api)
        .map(([, , place = ""]) => `#${place}`);
    });
    expect(inbound.length).toBeGreaterThan(0);
    const open = new Set(["", ...inbound]);
    const broken: string[] = [];
    // The set grows in the loop: each place may show more links.
    for (const place of open) {
      await visit(page, url + api + place);
      const [, wanted = ""] = /^#\/(.+)$/.exec(place) ?? [];
      if (!(await page.evaluate(isShown, wanted))) broken.push(`${place} is not there`);
      const hrefs = await page
        .locator("a[href]")
        .evaluateAll((links) => links.map((link) => link.getAttribute("href") ?? ""));
      broken.push(
        ...deadLinks(
          api,
          hrefs.filter((href) => !href.startsWith("#")),
        ),
      );
      for (const href of hrefs) if (/^#\/[^#]*$/.test(href)) open.add(href);
    }
    expect([...new Set(broken)]).toEqual([]);
    expect(open.size).toBeGreaterThan(inbound.length / 10);
  });
});

/** Whether Redoc shows a place: its element exists, or its entry in the menu. */
function isShown(id: string): boolean {
  return id === "" || document.getElementById(id) !== null;
}
