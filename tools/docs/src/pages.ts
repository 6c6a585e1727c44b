import { mkdir, rm, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { readText } from "@polysms/workspace/src/repository.ts";
import { errorIndex } from "./errors/error-index.ts";
import { type Page, pageFile, table } from "./markdown.ts";
import { capabilitiesPage } from "./providers/capabilities.ts";
import { provenancePage } from "./providers/provenance.ts";
import { providerPage } from "./providers/provider-page.ts";
import { referencePages } from "./reference.ts";
import { decisionPages, guidePages, sharedPages } from "./repository-pages.ts";
import { homePage } from "./site/home-page.ts";
import { navigationOf } from "./site/navigation.ts";
import type { ProviderDocument } from "./spec/provider-document.ts";

/** Every page of the site but the API references: written ones, and those made from specs and code. */
export async function allPages(providers: readonly ProviderDocument[]): Promise<Page[]> {
  const guides = guidePages();
  const providerPages = await Promise.all(providers.map((provider) => providerPage(provider, guides)));
  return [
    homePage(providers),
    ...guides,
    providerList(providerPages),
    ...providerPages,
    await errorIndex(providers),
    await capabilitiesPage(providers),
    provenancePage(providers),
    connectionFailures(),
    ...sharedPages(),
    ...decisionPages(),
    ...(await referencePages()),
  ];
}

/** The table that the runtimes are measured against. */
function connectionFailures(): Page {
  return {
    path: "connection-failures.md",
    title: "Failed connections",
    description: "What Node.js, Bun, Deno, Workers and browsers report about a connection that failed.",
    markdown: readText("tools/runtimes/connection-failures.md"),
  };
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

/** Writes the pages where VitePress reads them. Everything else in the folder is deleted first. */
export async function writePages(pages: readonly Page[], folder: string): Promise<void> {
  await rm(folder, { recursive: true, force: true });
  for (const page of pages) {
    const file = join(folder, page.path);
    await mkdir(dirname(file), { recursive: true });
    await writeFile(file, pageFile(page));
  }
  await writeFile(join(folder, "navigation.json"), JSON.stringify(navigationOf(pages)));
}
