import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { root } from "@polysms/workspace/src/repository.ts";

const entries = new URL("../test-results/entries", import.meta.url).pathname;

/** A program that uses a built package in this way: `{ createSms }` or `*`. */
export function entry(names: string, folder: string): string {
  mkdirSync(entries, { recursive: true });
  const file = join(entries, `${folder}${names.replace(/\W+/g, "-")}.js`);
  writeFileSync(file, `export ${names} from ${JSON.stringify(join(root, "packages", folder, "dist", "index.js"))};\n`);
  return file;
}
