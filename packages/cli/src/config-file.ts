import { existsSync } from "node:fs";
import { createRequire } from "node:module";
import { join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { isSmsError } from "polysms";
import { refuse } from "./any-sms.ts";
import type { AnyOptions } from "./define-config.ts";

const NAMES = ["ts", "mts", "js", "mjs"].map((ending) => `polysms.config.${ending}`);

/** The configuration file that was named, or the one in this folder if there is one. */
export function findConfigFile(cwd: string, named: string | undefined): string | undefined {
  if (named === undefined) return NAMES.map((name) => join(cwd, name)).find((path) => existsSync(path));
  const path = resolve(cwd, named);
  if (existsSync(path)) return path;
  throw refuse(`There is no configuration file at ${named}.`, "Name one that exists, or leave --config out.");
}

/** Runs a configuration file. Rejects with an `SmsError` that names the file when it fails or exports something else. */
export async function loadConfigFile(path: string): Promise<AnyOptions> {
  const { createJiti } = await import("jiti");
  const jiti = createJiti(path, { alias: packagesOfOurs(path), interopDefault: true, fsCache: false });
  const options = await jiti.import<unknown>(path, { default: true }).catch((error: unknown) => {
    // It says itself what is wrong with the settings of a provider.
    if (isSmsError(error)) throw error;
    throw refuse(`${path} failed: ${error instanceof Error ? error.message : String(error)}`);
  });
  if (typeof options === "object" && options !== null && "send" in options) {
    throw refuse(`${path} exports a facade; export the options that createSms takes, so that a store can be added.`);
  }
  if (typeof options !== "object" || options === null || !("providers" in options)) {
    throw refuse(
      `${path} does not export options with providers.`,
      'Write: import { defineConfig } from "@polysms/cli"; export default defineConfig({ providers: [ … ] });',
    );
  }
  return options as AnyOptions;
}

/** A folder without node_modules gets our own copies, so that a configuration works wherever the command does. */
function packagesOfOurs(path: string): Record<string, string> {
  const require = createRequire(path);
  const missing = ["polysms", "@polysms/cli"].filter((name) => {
    try {
      require.resolve(`${name}/package.json`);
      return false;
    } catch {
      return true;
    }
  });
  const ours = { polysms: import.meta.resolve("polysms"), "@polysms/cli": new URL(indexFile(), import.meta.url).href };
  return Object.fromEntries(missing.map((name) => [name, fileURLToPath(ours[name as keyof typeof ours])]));
}

// The source runs as it is, the build has other endings.
function indexFile(): string {
  return import.meta.url.endsWith(".ts") ? "./index.ts" : "./index.js";
}
