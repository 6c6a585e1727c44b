import { parse, stringify } from "yaml";

/** A page of the site, which VitePress renders and from which its Markdown twin is made. */
export interface Page {
  /** From the root of the site, with `.md`: `guides/campaigns.md`. */
  readonly path: string;
  readonly title: string;
  readonly description: string;
  /** With its own `# heading`, unless `frontmatter` gives one. */
  readonly markdown: string;
  readonly frontmatter?: Readonly<Record<string, unknown>>;
}

/** The page as a file for VitePress. */
export function pageFile({ title, description, frontmatter = {}, markdown }: Page): string {
  return `---\n${stringify({ title, description, ...frontmatter })}---\n\n${markdown.trim()}\n`;
}

/** Reads a Markdown file. Throws if its frontmatter has no title or description. */
export function readPage(path: string, text: string): Page {
  const [, head = "", markdown = text] = /^---\n([\s\S]*?)\n---\n([\s\S]*)$/.exec(text) ?? [];
  const { title, description, ...frontmatter } = (parse(head) ?? {}) as Readonly<Record<string, unknown>>;
  if (typeof title !== "string" || typeof description !== "string") {
    throw new Error(
      `${path}: the frontmatter needs a title and a description: lines "title: …" and "description: …" between two "---".`,
    );
  }
  return { path, title, description, frontmatter, markdown };
}

/** A table; cells are Markdown, on one line. */
export function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.map(cell).join(" | ")} |`;
  return [line(head), line(head.map(() => "---")), ...rows.map(line)].join("\n");
}

function cell(text: string): string {
  return text
    .trim()
    .replaceAll(/\s*\n\s*/g, " ")
    .replaceAll(/(?<!\\)\|/g, "\\|");
}

/** Text of a spec as part of a page: angle brackets and double braces outside of code are not HTML and not Vue. */
export function prose(text: string): string {
  return text
    .split(/(```[\s\S]*?```|`[^`]*`)/)
    .map((part, index) =>
      index % 2 === 1 ? part : part.replaceAll(/<(?!https?:)/g, "&lt;").replaceAll("{{", "&#123;&#123;"),
    )
    .join("");
}

/** A highlighted block, of one of the kinds of VitePress. */
export function callOut(kind: "info" | "tip" | "warning" | "danger", title: string, body: string): string {
  return `::: ${kind} ${title}\n${body.trim()}\n:::`;
}

export function code(value: string | number): string {
  return `\`${value}\``;
}
