import { existsSync } from "node:fs";
import { mkdir, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { errorIndex } from "./errors/error-index.ts";
import { type Page, pageFile, readPage, table } from "./markdown.ts";
import { capabilitiesPage } from "./providers/capabilities.ts";
import { provenancePage } from "./providers/provenance.ts";
import type { ProviderDocument } from "./providers/provider-document.ts";
import { providerPage } from "./providers/provider-page.ts";
import { referencePages } from "./reference.ts";
import { homePage } from "./site/home-page.ts";
import { navigationOf } from "./site/navigation.ts";

/** Every page of the site but the API references: written guides, and what specs and code say. */
export async function allPages(root: string, providers: readonly ProviderDocument[]): Promise<Page[]> {
  const guides = await readGuides(join(root, "tools", "docs", "guides"));
  const providerPages = await Promise.all(providers.map((provider) => providerPage(root, provider, guides)));
  return [
    await homePage(root, providers),
    ...guides,
    providerList(providerPages),
    ...providerPages,
    await errorIndex(providers),
    await capabilitiesPage(providers),
    provenancePage(providers),
    await connectionFailures(root),
    ...(await referencePages(root)),
  ];
}

async function readGuides(folder: string): Promise<Page[]> {
  const files = existsSync(folder) ? await readdir(folder, { recursive: true }) : [];
  const names = files.filter((file) => file.endsWith(".md")).sort();
  const pages = await Promise.all(
    names.map(async (name) => readPage(`guides/${name}`, await readFile(join(folder, name), "utf8"))),
  );
  return pages.sort((one, other) => orderOf(one) - orderOf(other));
}

/** The table that the runtimes are measured against. */
async function connectionFailures(root: string): Promise<Page> {
  return {
    path: "connection-failures.md",
    title: "Failed connections",
    description: "What Node.js, Bun, Deno, Workers and browsers can tell about a connection that failed.",
    markdown: await readFile(join(root, "tools", "runtimes", "connection-failures.md"), "utf8"),
  };
}

function orderOf({ frontmatter = {} }: Page): number {
  return typeof frontmatter.order === "number" ? frontmatter.order : Number.MAX_SAFE_INTEGER;
}

function providerList(pages: readonly Page[]): Page {
  return {
    path: "providers/index.md",
    title: "Providers",
    description: "The providers that polysms sends through.",
    markdown: `# Providers\n\n${table(
      ["Provider", "About"],
      pages.map(({ path, title, description }) => [`[${title}](/${path.replace(/\.md$/, "")})`, description]),
    )}\n\nSide by side: [capabilities](/capabilities).`,
  };
}

/** Writes pages where VitePress reads them; the folder is emptied first. */
export async function writePages(pages: readonly Page[], folder: string): Promise<void> {
  await rm(folder, { recursive: true, force: true });
  for (const page of pages) {
    const file = join(folder, page.path);
    await mkdir(dirname(file), { recursive: true });
    await writeFile(file, pageFile(page));
  }
  await writeFile(join(folder, "navigation.json"), JSON.stringify(navigationOf(pages)));
}
