import { readFileSync } from "node:fs";
import { defineConfig } from "vitepress";
import type { Navigation } from "../src/site/navigation.ts";

const { nav, sidebar } = JSON.parse(
  readFileSync(new URL("../pages/navigation.json", import.meta.url), "utf8"),
) as Navigation;

export default defineConfig({
  srcDir: "pages",
  srcExclude: ["public/**"],
  lang: "en",
  title: "polysms",
  titleTemplate: ":title | polysms",
  head: [["link", { rel: "icon", href: "data:," }]],
  // Our own tests check links, into Redoc's pages and downloads too.
  ignoreDeadLinks: true,
  markdown: {
    theme: { light: "github-light-high-contrast", dark: "github-dark-high-contrast" },
    config(md) {
      const open = md.renderer.rules.link_open;
      md.renderer.rules.link_open = (tokens, index, options, env, self) => {
        const token = tokens[index];
        const isOutside = /^\/(?:api\/|llms)/.test(token?.attrGet("href") ?? "");
        const html = open?.(tokens, index, options, env, self) ?? self.renderToken(tokens, index, options);
        // The browser loads pages that VitePress did not make; VitePress does not route to them.
        return isOutside ? html.replace("<a ", '<a target="_self" ') : html;
      };
    },
  },
  transformHead: ({ pageData: { relativePath }, siteData: { base } }) =>
    relativePath === "404.md"
      ? []
      : [["link", { rel: "alternate", type: "text/markdown", href: `${base}${relativePath}` }]],
  themeConfig: {
    nav: [...nav] as never,
    sidebar: [...sidebar] as never,
    outline: { level: [2, 3] },
    externalLinkIcon: true,
    notFound: { linkLabel: "Home", linkText: "Home" },
    search: {
      provider: "local",
      options: {
        detailedView: true,
        // One entry for each symbol of the TypeScript reference, and none for its "Parameters" and "Returns".
        _render(src, env, md) {
          const html = md.render(src, env);
          const isReference = String(env.relativePath).startsWith("reference/");
          return isReference ? html.replaceAll(/<(\/?)h[456]\b[^>]*>/g, "<$1p>") : html;
        },
      },
    },
    footer: { message: "Unofficial, and not affiliated with any of the providers. MIT licence." },
  },
});
