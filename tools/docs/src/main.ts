import { existsSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { root } from "@polysms/workspace/src/repository.ts";
import open from "open";
import { weighPages } from "./site/page-weight.ts";
import { serveSite } from "./site/static-server.ts";
import { buildSite } from "./site.ts";

const site = join(root, "tools", "docs", "dist");
// A project site has a path of its own: DOCS_BASE=/polysms/
const base = (process.env.DOCS_BASE ?? "/").replace(/\/?$/, "/");
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { open: { type: "boolean" }, port: { type: "string", default: "0" } },
});
const say = (line: string) => process.stdout.write(`${line}\n`);

if (positionals[0] === "serve") {
  if (existsSync(join(site, "index.html"))) await serve();
  else {
    process.stderr.write("The site is not built yet. Build it with `pnpm run docs`.\n");
    process.exitCode = 1;
  }
} else {
  await build();
  if (values.open) await serve();
}

async function build(): Promise<void> {
  const start = performance.now();
  await buildSite({ folder: site, base });
  say(`Built in ${((performance.now() - start) / 1000).toFixed(1)} s: ${join(site, "index.html")}`);
  for (const { page, bytes, files } of await weighPages(site, base)) {
    say(`${page}: ${(bytes / 1000).toFixed(0)} kB compressed, ${files.length} files`);
  }
}

async function serve(): Promise<void> {
  const { url } = await serveSite(site, base, Number(values.port));
  say(`The site is at ${url} until you press Ctrl+C.`);
  if (!values.open) return;
  // On a machine without a browser the address above is enough.
  const browser = await open(url).catch(() => undefined);
  browser?.on("error", () => {});
}
