import type { Page } from "../markdown.ts";

interface Link {
  readonly text: string;
  readonly link: string;
  readonly target?: string;
}

/** What VitePress shows beside the pages. Written as JSON, because its configuration is read before any page. */
export interface Navigation {
  readonly nav: readonly (Link | { readonly text: string; readonly items: readonly Link[] })[];
  readonly sidebar: readonly { readonly text: string; readonly items: readonly Link[] }[];
}

export function navigationOf(pages: readonly Page[]): Navigation {
  const inFolder = (folder: string) => pages.filter(({ path }) => path.startsWith(`${folder}/`));
  const providers = inFolder("providers").filter(({ path }) => path !== "providers/index.md");
  const apis = providers.map(({ title, path }) => ({
    text: `${title} API`,
    link: `/api/${path.replace(/^providers\/|\.md$/g, "")}/`,
    // Those pages are not VitePress's.
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
          { text: "Capabilities", link: "/capabilities" },
          { text: "Provenance", link: "/provenance" },
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
      { text: "HTTP APIs", items: apis },
      { text: "TypeScript reference", items: inFolder("reference").map(linkTo) },
    ],
  };
}

function linkTo({ title, path }: Page): Link {
  return { text: title, link: `/${path.replace(/(?:index)?\.md$/, "")}` };
}

function groupOf({ frontmatter = {} }: Page): string {
  return typeof frontmatter.group === "string" ? frontmatter.group : "Guides";
}
