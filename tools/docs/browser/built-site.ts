import { readdir } from "node:fs/promises";
import type { TestProject } from "vitest/node";
import { serveSite } from "../src/site/static-server.ts";
import { buildSite } from "../src/site.ts";

declare module "vitest" {
  interface ProvidedContext {
    /** Where the site is served on loopback, with a slash at the end. */
    readonly url: string;
    /** The folder that it was built into. */
    readonly folder: string;
    /** The path under which it is served. */
    readonly base: string;
    /** Its pages, by path from the root of the site. */
    readonly pages: readonly string[];
    readonly buildMs: number;
  }
}

/** Builds the site once for all suites, as a project site with a path of its own, and serves it. */
export default async function setup({ provide }: TestProject): Promise<() => Promise<void>> {
  const folder = new URL("../test-results/site/", import.meta.url).pathname;
  const base = "/polysms/";
  const start = performance.now();
  await buildSite({ folder, base });
  provide("buildMs", performance.now() - start);
  const { url, close } = await serveSite(folder, base);
  const files = await readdir(folder, { recursive: true });
  provide("url", url);
  provide("folder", folder);
  provide("base", base);
  provide("pages", files.filter((file) => file.endsWith(".html")).sort());
  return close;
}
