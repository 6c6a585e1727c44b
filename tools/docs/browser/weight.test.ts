import type { Browser } from "playwright-core";
import { afterAll, beforeAll, expect, inject, it } from "vitest";
import { weighPages } from "../src/site/page-weight.ts";
import { startChromium, visit } from "./chromium.ts";

const url = inject("url");
const base = inject("base");
const weights = await weighPages(inject("folder"), base);

// In kB, a little over a tenth above what was measured when they were written.
const BUDGET = { api: 800, other: 110, buildSeconds: 240 };

let browser: Browser;
beforeAll(async () => {
  browser = await startChromium();
});
afterAll(() => browser?.close());

it.each(weights)(
  "$page keeps to its budget, and loads no more than was weighed",
  async ({ page: path, bytes, files }) => {
    expect(bytes / 1000).toBeLessThan(path.startsWith("api/") ? BUDGET.api : BUDGET.other);
    const page = await browser.newPage();
    const loaded = new Set<string>();
    page.on("request", (request) => {
      const isFetchedAhead = request.headers()["sec-purpose"] === "prefetch" || request.resourceType() === "other";
      if (request.url().startsWith("http") && !isFetchedAhead)
        loaded.add(new URL(request.url()).pathname.slice(base.length));
    });
    await visit(page, url + path);
    await page.close();
    expect([...loaded].filter((file) => !files.includes(file))).toEqual([]);
  },
);

it("is built within its time limit", () => {
  expect(inject("buildMs") / 1000).toBeLessThan(BUDGET.buildSeconds);
});
