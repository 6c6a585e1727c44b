import type { Browser, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, beforeEach, expect, inject, it } from "vitest";
import { documentedFailures } from "../src/errors/documented-failures.ts";
import { errorAdvice } from "../src/errors/error-advice.ts";
import { readProviders } from "../src/spec/provider-document.ts";
import { startChromium, visit } from "./chromium.ts";

const url = inject("url");
const providers = readProviders();
const own = (
  await Promise.all(
    providers.map(async (provider) =>
      (
        await documentedFailures(provider)
      )
        .filter(({ name }) => name !== undefined)
        .map(({ code }) => ({ code, anchor: `${provider.name}-${code}` })),
    ),
  )
).flat();
const codes = [...own, ...Object.keys(errorAdvice).map((code) => ({ code, anchor: code }))];

let browser: Browser;
let page: Page;
beforeAll(async () => {
  browser = await startChromium();
});
afterAll(() => browser?.close());
beforeEach(async () => {
  page = await browser.newPage();
  await visit(page, url);
});
afterEach(() => page?.close());

it.each(codes)("finds $code and opens its section of the error index", async ({ code, anchor }) => {
  await page.keyboard.press("/");
  await page.locator(".VPLocalSearchBox input").fill(code);
  const result = page.locator(`.VPLocalSearchBox a.result[href$="/errors.html#${anchor}"]`);
  await result.waitFor();
  const found = await page
    .locator(".VPLocalSearchBox a.result")
    .evaluateAll((links) => links.map((link) => link.getAttribute("href") ?? ""));
  // A code of a provider comes first; a word such as "timeout" appears in many places.
  const place = found.findIndex((href) => href.endsWith(`/errors.html#${anchor}`));
  expect(place, "place among the results").toBeLessThan(/^\d+$/.test(code) ? 1 : 5);
  await result.click();
  await page.waitForURL(`**/errors.html#${anchor}`);
  await page.locator(`[id="${anchor}"]`).waitFor({ state: "visible" });
});

it("can be used with the keyboard alone: the skip link comes first, and focus is visible", async () => {
  await visit(page, `${url}errors.html`);
  await page.keyboard.press("Tab");
  const skip = page.locator(".VPSkipLink");
  expect(await skip.evaluate((element) => element === document.activeElement)).toBe(true);
  expect((await skip.boundingBox())?.x, "its position while it has the focus").toBeGreaterThanOrEqual(0);
  await page.keyboard.press("Enter");
  await page.waitForURL("**#VPContent");

  const search = page.locator(".DocSearch-Button").first();
  await search.focus();
  await page.keyboard.press("Tab");
  const ring = await page.evaluate(() => {
    const { outlineStyle, outlineWidth } = getComputedStyle(document.activeElement ?? document.body);
    return { outlineStyle, outlineWidth };
  });
  expect(ring.outlineStyle).not.toBe("none");
  expect(ring.outlineWidth).not.toBe("0px");

  await page.keyboard.press("Control+k");
  await page.locator(".VPLocalSearchBox input").waitFor();
  expect(await page.evaluate(() => document.activeElement?.tagName)).toBe("INPUT");
  await page.keyboard.press("Escape");
  await page.locator(".VPLocalSearchBox").waitFor({ state: "detached" });
});
