import { mkdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import type { AxeResults } from "axe-core";
import type { Browser, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, inject, it } from "vitest";
import { listOperations } from "../src/spec/operation-list.ts";
import { readProviders } from "../src/spec/provider-document.ts";
import { startChromium, visit, watch } from "./chromium.ts";

const url = inject("url");
const pages = inject("pages");
const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const screenshots = new URL("../test-results/screenshots/", import.meta.url).pathname;
const main =
  /^(?:index|errors|capabilities|provenance|rules|architecture|decisions\/index|guides\/(?:getting-started|never-twice)|reference\/(?:index|polysms)|providers\/\w+|api\/\w+\/index)\.html/;

// Redoc shows an operation only when its place is opened: one of each provider.
const operations = readProviders().map(
  ({ name, document }) => `api/${name}/index.html#${listOperations(document).at(-1)?.fragment}`,
);

let browser: Browser;
let page: Page;

beforeAll(async () => {
  mkdirSync(screenshots, { recursive: true });
  browser = await startChromium();
});
afterAll(() => browser?.close());
beforeEach(async () => {
  page = await browser.newPage({ viewport: { width: 1280, height: 900 }, colorScheme: "light" });
});
afterEach(() => page?.close());

// Redoc labels the menus of its examples "Example" and shows the chosen one in them; the label is part of its program.
// https://dequeuniversity.com/rules/axe/4.14/label-content-name-mismatch
const IN_REDOC =
  /^label-content-name-mismatch: .*: <button data-component-name="Button\/Button"[^>]* aria-haspopup="menu"/;

/** Accessibility problems that axe calls serious or critical, with their elements. */
async function violations(rules?: readonly string[]): Promise<string[]> {
  await page.evaluate(axe);
  const options = rules === undefined ? {} : { runOnly: { type: "rule", values: rules } };
  const found = (await page.evaluate(`axe.run(document, ${JSON.stringify(options)})`)) as AxeResults;
  return found.violations
    .filter(({ impact }) => impact === "serious" || impact === "critical")
    .flatMap(({ id, nodes }) => nodes.map(({ target, html }) => `${id}: ${target.join(" ")}: ${html}`))
    .filter((text) => !IN_REDOC.test(text))
    .map((text) => text.slice(0, 300));
}

async function shoot(path: string, kind: string): Promise<void> {
  if (!main.test(path)) return;
  const name = path.replace(".html", "").replaceAll(/[#/]+/g, "-");
  await page.screenshot({ path: `${screenshots}${name}.${kind}.png`, animations: "disabled" });
}

describe.each(pages)("%s", (path) => {
  it("loads without an error, is accessible in both colour schemes, and fits a phone", async () => {
    const problems = watch(page, url);
    await visit(page, url + path);
    expect(await page.locator("h1").count(), "headings of the first level").toBeGreaterThan(0);
    await checkPlace(path);
    expect(problems).toEqual([]);
  });
});

async function checkPlace(path: string): Promise<void> {
  await shoot(path, "light");
  expect.soft(await violations(), `${path} in light`).toEqual([]);
  await page.emulateMedia({ colorScheme: "dark" });
  // Redoc reads the colour scheme only once.
  if (path.startsWith("api/")) await visit(page, url + path);
  await page.locator("html.dark").waitFor();
  await shoot(path, "dark");
  expect.soft(await violations(["color-contrast"]), `${path} in dark`).toEqual([]);
  await page.setViewportSize({ width: 375, height: 812 });
  await shoot(path, "phone");
  const width = await page.evaluate(() => document.documentElement.scrollWidth);
  expect.soft(width, `${path}: pixels of width on a phone`).toBeLessThanOrEqual(375);
}

describe.each(operations)("%s", (path) => {
  it("shows an operation that is accessible in both colour schemes, and fits a phone", async () => {
    const problems = watch(page, url);
    await visit(page, url + path);
    await checkPlace(path);
    expect(problems).toEqual([]);
  });
});
