import { copyFile, mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { type ProviderDocument, titleOf } from "../spec/provider-document.ts";
import { apiMarkdown } from "./api-markdown.ts";
import { withCallOuts } from "./call-outs.ts";
import { withSamples } from "./code-samples.ts";
import { redocPage } from "./redoc-page.ts";

/** Writes the API reference of each provider into a folder: page, Markdown, and the document as YAML and JSON. */
export async function writeApiPages(providers: readonly ProviderDocument[], folder: string): Promise<void> {
  await mkdir(folder, { recursive: true });
  await copyFile(new URL("./redoc-page.css", import.meta.url), join(folder, "redoc-page.css"));
  await Promise.all(
    providers.map(async (provider) => {
      const { name, yaml, document } = provider;
      const shown = await withSamples(provider);
      const { html, program } = await redocPage({ name, title: titleOf(provider) }, withCallOuts(shown));
      const own = join(folder, name);
      await mkdir(own, { recursive: true });
      await writeFile(join(folder, "redoc.js"), program);
      await writeFile(join(own, "index.html"), html);
      await writeFile(join(own, "index.md"), apiMarkdown(shown));
      await writeFile(join(own, "openapi.yaml"), yaml);
      await writeFile(join(own, "openapi.json"), `${JSON.stringify(document, undefined, 2)}\n`);
    }),
  );
}
