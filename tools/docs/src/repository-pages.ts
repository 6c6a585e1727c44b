import { posix } from "node:path";
import { providers, readText, repositoryFiles } from "@polysms/workspace/src/repository.ts";
import { type Page, readPage, table } from "./markdown.ts";

/** A document of the repository that the site shows too. */
interface SharedDocument extends Pick<Page, "path" | "description"> {
  readonly file: string;
}

const SHARED: readonly SharedDocument[] = [
  {
    file: "packages/polysms/RULES.md",
    path: "rules.md",
    description: "What polysms promises, rule by rule, with the tests that hold each one.",
  },
  {
    file: "packages/README.md",
    path: "architecture.md",
    description: "The packages, what each may import, the path of a message, and where to find things.",
  },
  {
    file: ".github/CONTRIBUTING.md",
    path: "contributing.md",
    description: "How to work on polysms: commands, a new provider in six steps, the house rules.",
  },
];

const GUIDES = "tools/docs/guides";
const DECISIONS = "tools/docs/decisions";

/** The rules, the architecture and how to contribute: documents that have their place in the repository. */
export function sharedPages(): Page[] {
  return SHARED.map(({ file, path, description }) => {
    const text = readText(file);
    const title = /^# (.+)$/m.exec(text)?.[1];
    if (title === undefined) throw new Error(`${file}: begin with a heading (# …); it is the title of its page.`);
    return { path, title, description, markdown: withSiteLinks(text, file) };
  });
}

/** The guides, in the order of their frontmatter. */
export function guidePages(): Page[] {
  return pagesIn(GUIDES, "guides");
}

/** The decisions, in the order of their frontmatter, with a list of them in front. */
export function decisionPages(): Page[] {
  const decisions = pagesIn(DECISIONS, "decisions");
  if (decisions.length === 0) return [];
  const rows = decisions.map(({ path, title, description }) => [`[${title}](/${withoutExtension(path)})`, description]);
  const list = {
    path: "decisions/index.md",
    title: "Decisions",
    description: "What was contested, what was decided, and what was rejected.",
    markdown: `# Decisions\n\n${table(["Decision", "About"], rows)}`,
  };
  return [list, ...decisions];
}

/**
 * Markdown of a file of the repository, with links that lead to pages of the site. A link to a file that the site does not
 * show becomes its text.
 */
export function withSiteLinks(markdown: string, file: string): string {
  return markdown.replaceAll(
    /(?<!!)\[([^\]]+)\]\((?![a-z]+:|\/|#)([^)\s#]+)(#[^)\s]*)?\)/g,
    (_, text, target, fragment) => {
      const page = pageOf(posix.normalize(posix.join(posix.dirname(file), target as string)));
      if (page === undefined) return text as string;
      // The front page has only some sections of the README.
      return `[${text}](${page}${page === "/" ? "" : (fragment ?? "")})`;
    },
  );
}

/** The address of the page that shows a file or a folder of the repository; `undefined` if there is none. */
function pageOf(path: string): string | undefined {
  const shared = SHARED.find(({ file }) => file === path);
  if (shared !== undefined) return `/${withoutExtension(shared.path)}`;
  if (path === "README.md") return "/";
  if (path === GUIDES) return "/guides/getting-started";
  if (path === DECISIONS) return "/decisions/";
  if (path.startsWith(`${GUIDES}/`) || path.startsWith(`${DECISIONS}/`)) {
    return withoutExtension(path.slice("tools/docs".length));
  }
  const [, name = ""] = /^packages\/([\w-]+)$/.exec(path) ?? [];
  if (name === "") return undefined;
  return providers.includes(name) ? `/providers/${name}` : `/reference/${name}`;
}

function pagesIn(folder: string, path: string): Page[] {
  return repositoryFiles()
    .filter((file) => file.startsWith(`${folder}/`) && file.endsWith(".md"))
    .map((file) => {
      const page = readPage(`${path}/${file.slice(folder.length + 1)}`, readText(file));
      return { ...page, markdown: withSiteLinks(page.markdown, `${folder}/${posix.basename(file)}`) };
    })
    .sort((one, other) => orderOf(one) - orderOf(other));
}

function orderOf({ frontmatter = {} }: Page): number {
  return typeof frontmatter.order === "number" ? frontmatter.order : Number.MAX_SAFE_INTEGER;
}

function withoutExtension(path: string): string {
  return path.replace(/\.md$/, "");
}
