import { mkdir, readFile, writeFile } from "node:fs/promises";
import { dirname, join, posix } from "node:path";
import type { Page } from "../markdown.ts";
import type { ProviderDocument } from "../spec/provider-document.ts";

/** Writes a Markdown twin beside every page of a built site, and the lists for language models (llms.txt). */
export async function writeTwins(
  pages: readonly Page[],
  providers: readonly ProviderDocument[],
  site: string,
): Promise<void> {
  for (const page of pages) {
    const file = join(site, page.path);
    await mkdir(dirname(file), { recursive: true });
    await writeFile(file, twinOf(page));
  }
  const apis = await Promise.all(
    providers.map(async ({ name }) => ({
      path: `api/${name}/index.md`,
      text: await readFile(join(site, "api", name, "index.md"), "utf8"),
    })),
  );
  const apiLines = providers.map(
    ({ name, document }) => `- [${document.info.title} API](api/${name}/index.md): ${document.info.summary}`,
  );
  await writeFile(join(site, "llms.txt"), listOf(pages, apiLines));
  // Without the TypeScript reference, which is longer than all the rest together.
  const full = pages.filter(({ path }) => !path.startsWith("reference/")).map((page) => twinOf(page, "llms-full.txt"));
  await writeFile(
    join(site, "llms-full.txt"),
    [...full, ...apis.map(({ path, text }) => withLinks(text, path, "llms-full.txt"))].join("\n---\n\n"),
  );
}

/** The page as plain Markdown. Its links lead to other twins and are relative, so that they work under any base. */
function twinOf({ path, title, description, markdown }: Page, from = path): string {
  const body = markdown
    .trim()
    .replaceAll(/^:::\s*(\w+)?\s*(.*)$/gm, (_, kind: string | undefined, name: string) =>
      kind ? `**${name || kind}**\n` : "",
    )
    .replaceAll(/^(#+ .*?) \{#[\w-]+\}$/gm, "$1");
  const text = withLinks(body, path, from);
  return `${text.startsWith("# ") ? "" : `# ${title}\n\n> ${description}\n\n`}${text}\n`;
}

/** The Markdown of one place, with its links as they have to be in another place. */
function withLinks(markdown: string, path: string, from: string): string {
  return markdown.replaceAll(/\]\((?!\w+:|#)([^)\s]+)\)/g, (_, link: string) => {
    const [place = "", fragment] = link.split("#");
    const absolute = posix.resolve("/", posix.dirname(path), place);
    const file = place.endsWith("/") ? `${absolute}/index.md` : /\.\w+$/.test(place) ? absolute : `${absolute}.md`;
    const target = posix.relative(posix.dirname(`/${from}`), file);
    return `](${fragment === undefined ? target : `${target}#${fragment}`})`;
  });
}

function listOf(pages: readonly Page[], apiLines: readonly string[]): string {
  const [home, ...others] = pages;
  const line = ({ title, path, description }: Page) => `- [${title}](${path}): ${description}`;
  const section = (title: string, lines: readonly string[]) =>
    lines.length === 0 ? [] : [`## ${title}`, lines.join("\n")];
  const isIn = (folder: string) => (page: Page) => page.path.startsWith(`${folder}/`);
  const atRoot = others.filter(({ path }) => !path.includes("/"));
  return `${[
    `# ${home?.title}`,
    `> ${home?.description}`,
    ...section("Guides", others.filter(isIn("guides")).map(line)),
    ...section("Providers", others.filter(isIn("providers")).map(line)),
    ...section("Look up", atRoot.map(line)),
    ...section("Decisions", others.filter(isIn("decisions")).map(line)),
    ...section("HTTP APIs", apiLines),
    ...section("Optional", others.filter(isIn("reference")).map(line)),
  ].join("\n\n")}\n`;
}
