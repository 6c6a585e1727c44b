import { readdir, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { root } from "@polysms/workspace/src/repository.ts";
import { build } from "vitepress";
import { writeApiPages } from "./api-reference/api-pages.ts";
import { withPolicy } from "./content-policy.ts";
import { allPages, writePages } from "./pages.ts";
import { writeTwins } from "./site/markdown-twins.ts";
import { readProviders } from "./spec/provider-document.ts";

interface SitePlace {
  /** Where the site is written. Everything else in the folder is deleted first. */
  readonly folder: string;
  /** Path under which the site will be served: `/`, or `/polysms/` for a project site. */
  readonly base: string;
}

/** Builds the whole site. */
export async function buildSite({ folder, base }: SitePlace): Promise<void> {
  const tool = join(root, "tools", "docs");
  const providers = readProviders();
  const pages = await allPages(providers);
  await rm(folder, { recursive: true, force: true });
  await writePages(pages, join(tool, "pages"));
  await writeApiPages(providers, join(tool, "pages", "public", "api"));
  await build(tool, { base, outDir: folder });
  await writeTwins(pages, providers, folder);
  await writePolicies(folder);
}

// VitePress writes its inline scripts last, so the policies that list them come after that.
async function writePolicies(site: string): Promise<void> {
  const files = await readdir(site, { recursive: true });
  const pages = files.filter((file) => file.endsWith(".html") && !file.startsWith("api"));
  for (const page of pages) {
    const file = join(site, page);
    await writeFile(file, withPolicy(await readFile(file, "utf8")));
  }
}
