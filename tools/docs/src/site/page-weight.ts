import { existsSync } from "node:fs";
import { readdir, readFile } from "node:fs/promises";
import { join, posix } from "node:path";
import { gzipSync } from "node:zlib";

interface PageWeight {
  readonly page: string;
  /** Bytes of a first visit: the page and everything that it loads, each compressed with gzip as static hosts do. */
  readonly bytes: number;
  readonly files: readonly string[];
}

const LOADED = /<(?:script|link)\b[^>]*?\b(?:src|href)="([^"]+\.(?:js|css|woff2?))"/g;
const IMPORTED = /\b(?:import|from)\s*"(\.{1,2}\/[^"]+\.js)"/g;

/** What one page of each kind weighs, without the search index, which is loaded for the first search. */
export async function weighPages(site: string, base = "/"): Promise<PageWeight[]> {
  const api = (await readdir(join(site, "api"), { withFileTypes: true })).find((entry) => entry.isDirectory());
  const guide = "guides/getting-started.html";
  const pages = [
    "index.html",
    ...(existsSync(join(site, guide)) ? [guide] : []),
    "errors.html",
    ...(api === undefined ? [] : [`api/${api.name}/index.html`]),
  ];
  return Promise.all(pages.map((page) => weigh(site, base, page)));
}

async function weigh(site: string, base: string, page: string): Promise<PageWeight> {
  const html = await readFile(join(site, page), "utf8");
  const linked = [...html.matchAll(LOADED), ...html.matchAll(IMPORTED)].map(([, address = ""]) =>
    address.startsWith("/") ? address.slice(base.length) : posix.join(posix.dirname(page), address),
  );
  const files = [page, ...new Set(linked)];
  const sizes = await Promise.all(files.map(async (file) => gzipSync(await readFile(join(site, file))).byteLength));
  return { page, files, bytes: sizes.reduce((sum, size) => sum + size, 0) };
}
