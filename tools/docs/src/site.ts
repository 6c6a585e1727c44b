import { mkdir, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { withCallOuts } from "./call-outs.ts";
import { indexPage } from "./index-page.ts";
import { readProviders } from "./provider-document.ts";
import { redocPage } from "./redoc-page.ts";

/** Writes the docs site of the repository into a folder, which is emptied first. Returns the providers' names. */
export async function buildSite(root: string, folder: string): Promise<string[]> {
  const providers = await readProviders(root);
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, "index.html"), await indexPage(providers));
  await Promise.all(
    providers.map(async ({ name, yaml, document }) => {
      const page = await redocPage(withCallOuts(document));
      await mkdir(join(folder, name));
      await writeFile(join(folder, name, "openapi.yaml"), yaml);
      await writeFile(join(folder, name, "index.html"), page);
    }),
  );
  return providers.map(({ name }) => name);
}
