import { readText } from "@polysms/workspace/src/repository.ts";
import { code, type Page, prose, table } from "../markdown.ts";
import { factsAbout } from "../providers/capabilities.ts";
import { withSiteLinks } from "../repository-pages.ts";
import { type ProviderDocument, titleOf } from "../spec/provider-document.ts";

/** The front page, for readers who choose a library. Its sample and its promises come from the README. */
export function homePage(providers: readonly ProviderDocument[]): Page {
  const readme = withSiteLinks(readText("README.md"), "README.md");
  const [sample] = /^```ts\n[\s\S]*?^```$/m.exec(readme) ?? [];
  const [, promises] = /^## What it promises\n([\s\S]*?)^## /m.exec(readme) ?? [];
  if (sample === undefined || promises === undefined)
    throw new Error('README.md: the home page needs its first sample and its section "What it promises".');
  const description = `Typed, contract-tested TypeScript clients for SMS providers in ${countries(providers)}, and one interface over them.`;
  return {
    path: "index.md",
    title: "polysms",
    description,
    frontmatter: {
      layout: "home",
      titleTemplate: "Regional SMS, never sent twice",
      hero: {
        name: "polysms",
        text: "Regional SMS, never sent twice",
        tagline: description,
        actions: [
          { theme: "brand", text: "Get started", link: "/guides/getting-started" },
          { theme: "alt", text: "What it promises", link: "#what-it-promises" },
          { theme: "alt", text: "Look up an error", link: "/errors" },
        ],
      },
    },
    markdown: [
      "## In use",
      sample,
      `${code("to")} must be E.164: a local number does not compile. A rejection is a value, not an exception. An outcome that is ${code("unknown")} is never repeated automatically.`,
      "## Providers",
      table(
        ["Provider", "Country", "Beyond sending", "API"],
        providers.map((provider) => [
          `[${titleOf(provider)}](/providers/${provider.name})`,
          provider.country,
          factsAbout(provider)
            .abilities.map(({ title }) => title.toLowerCase())
            .join(", ") || "–",
          `[reference](/api/${provider.name}/)`,
        ]),
      ),
      "Made from public documents, and never tried against the live services. Every fact cites its source, and what no source shows is [listed as assumed](/provenance). Unofficial, and not affiliated with any of the providers.",
      "## What it promises",
      prose(promises.trim()),
      "## Read on",
      [
        "- Choose: [what each provider can do](/capabilities), [how sure each fact is](/provenance), [all rules](/rules)",
        "- Integrate: [getting started](/guides/getting-started), [TypeScript reference](/reference/)",
        "- Debug: [the error index](/errors), which the search knows: <kbd>Ctrl</kbd> <kbd>K</kbd> or <kbd>/</kbd>",
        "- For language models: [llms.txt](/llms.txt), and a Markdown twin beside every page",
      ].join("\n"),
    ].join("\n\n"),
  };
}

function countries(providers: readonly ProviderDocument[]): string {
  return new Intl.ListFormat("en").format(providers.map(({ country }) => country).sort());
}
