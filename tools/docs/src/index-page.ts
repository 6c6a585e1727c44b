import { readFile } from "node:fs/promises";
import { quirksOf } from "./call-outs.ts";
import { countEvidence, evidenceOf } from "./evidence.ts";
import { Html, html } from "./html.ts";
import { type ListedOperation, listOperations } from "./operation-list.ts";
import type { ProviderDocument } from "./provider-document.ts";

/** The front page: what every provider can do, and how sure the description is. */
export async function indexPage(providers: readonly ProviderDocument[]): Promise<string> {
  const style = await readFile(new URL("./index-page.css", import.meta.url), "utf8");
  return html`<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; img-src data:">
<meta name="viewport" content="width=device-width, initial-scale=1">
<link rel="icon" href="data:,">
<title>polysms: provider APIs</title>
<style>
${new Html(style)}</style>
</head>
<body>
<header>
<h1>Provider APIs</h1>
<p>The HTTP APIs behind polysms, described in OpenAPI from each provider's public documents. Every statement cites its
source, and where a document contradicts itself, the page says so and which reading the client follows. Unofficial, and
not affiliated with any provider.</p>
</header>
<main>
${providers.map(card)}</main>
<footer>
<h2>How sure is it?</h2>
<dl>
<dt>documented</dt><dd>The provider's document states it. The default, and not marked.</dd>
<dt>from the SDK</dt><dd>The provider's own client code does it.</dd>
<dt>observed</dt><dd>Other clients of the API meet it.</dd>
<dt>assumed</dt><dd>No source shows it. Test it before you rely on it.</dd>
<dt>quirk</dt><dd>The document says two things. The page gives both, and the reading.</dd>
</dl>
</footer>
</body>
</html>
`.text;
}

function card({ name, country, document }: ProviderDocument): Html {
  const { title, summary, version } = document.info;
  return html`<article id="${name}">
<h2><a href="${name}/index.html">${title}</a></h2>
<span class="country">${country} · <code>@polysms/${name}</code></span>
<p>${summary}</p>
<ul class="operations">
${listOperations(document).map((listed) => operation(name, listed))}</ul>
<ul class="badges">
<li class="badge">version ${version}</li>
${badges(document)}</ul>
<div class="links"><a href="${name}/index.html">Read the API</a> <a href="${name}/openapi.yaml" download="${name}.openapi.yaml">Download openapi.yaml</a></div>
</article>
`;
}

function operation(
  name: string,
  { operation: { operationId, summary, ...rest }, call, fragment }: ListedOperation,
): Html {
  const level = evidenceOf(rest);
  return html`<li><a href="${name}/index.html#${fragment}"><code>${operationId}</code></a> ${summary}
<span class="call"><code>${call}</code>${level === undefined ? "" : html` <span class="badge warn">${level}</span>`}</span></li>
`;
}

function badges(document: ProviderDocument["document"]): Html[] {
  const { sdk, observed, assumed } = countEvidence(document);
  const quirks = quirksOf(document).length;
  const shown: [number, string, string][] = [
    [quirks, quirks === 1 ? "quirk" : "quirks", "badge warn"],
    [sdk, "from the SDK", "badge"],
    [observed, "observed", "badge"],
    [assumed, "assumed", "badge"],
  ];
  return shown
    .filter(([count]) => count > 0)
    .map(([count, label, kind]) => html`<li class="${kind}">${count} ${label}</li>\n`);
}
