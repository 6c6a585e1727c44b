import type { Page } from "../markdown.ts";

interface Link {
  readonly text: string;
  readonly link: string;
  readonly target?: string;
}

/** What VitePress shows beside the pages. Written as JSON, because VitePress reads its configuration before any page. */
export interface Navigation {
  readonly nav: readonly (Link | { readonly text: string; readonly items: readonly Link[] })[];
  readonly sidebar: readonly { readonly text: string; readonly items: readonly Link[] }[];
}

export function navigationOf(pages: readonly Page[]): Navigation {
  const inFolder = (folder: string) => pages.filter(({ path }) => path.startsWith(`${folder}/`));
  const providers = withoutList(inFolder("providers"));
  const apis = providers.map(({ title, path }) => ({
    text: `${title} API`,
    link: `/api/${path.replace(/^providers\/|\.md$/g, "")}/`,
    // VitePress does not route to pages that it did not make.
    target: "_self",
  }));
  const guides = inFolder("guides");
  const groups = [...new Set(guides.map(groupOf))];
  const [start = { text: "Guides", link: "/" }] = guides.map(linkTo);
  return {
    nav: [
      { ...start, text: "Guides" },
      { text: "Providers", items: providers.map(linkTo) },
      { text: "Errors", link: "/errors" },
      {
        text: "Reference",
        items: [
          { text: "Rules", link: "/rules" },
          { text: "Capabilities", link: "/capabilities" },
          { text: "Provenance", link: "/provenance" },
          { text: "Architecture", link: "/architecture" },
          { text: "Decisions", link: "/decisions/" },
          { text: "TypeScript", link: "/reference/" },
          ...apis,
        ],
      },
    ],
    sidebar: [
      ...groups.map((text) => ({ text, items: guides.filter((page) => groupOf(page) === text).map(linkTo) })),
      { text: "Providers", items: providers.map(linkTo) },
      {
        text: "Look up",
        items: [
          { text: "Error index", link: "/errors" },
          { text: "Capabilities", link: "/capabilities" },
          { text: "Provenance", link: "/provenance" },
          { text: "Failed connections", link: "/connection-failures" },
        ],
      },
      {
        text: "How it is built",
        items: [
          { text: "Rules", link: "/rules" },
          { text: "Architecture", link: "/architecture" },
          { text: "Contributing", link: "/contributing" },
        ],
      },
      { text: "Decisions", items: withoutList(inFolder("decisions")).map(linkTo) },
      { text: "HTTP APIs", items: apis },
      { text: "TypeScript reference", items: inFolder("reference").map(linkTo) },
    ],
  };
}

/** The pages of a folder without the one that lists them. */
function withoutList(pages: readonly Page[]): Page[] {
  return pages.filter(({ path }) => !path.endsWith("/index.md"));
}

function linkTo({ title, path }: Page): Link {
  return { text: title, link: `/${path.replace(/(?:index)?\.md$/, "")}` };
}

function groupOf({ frontmatter = {} }: Page): string {
  return typeof frontmatter.group === "string" ? frontmatter.group : "Guides";
}
