import { join } from "node:path";
import { buildSite } from "./site.ts";

const root = new URL("../../..", import.meta.url).pathname;
const folder = join(root, "tools", "docs", "dist");
const names = await buildSite(root, folder);
process.stdout.write(`Docs of ${names.join(", ")}: ${join(folder, "index.html")}\n`);
