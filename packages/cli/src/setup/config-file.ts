import { existsSync } from "node:fs";
import { join, resolve } from "node:path";
import * as polysms from "polysms";
import { isSmsError } from "polysms";
import { type AnyOptions, defineConfig } from "./define-config.ts";
import { usageError } from "./usage-error.ts";

const NAMES = ["ts", "mts", "js", "mjs"].map((ending) => `polysms.config.${ending}`);

/** The path of the named configuration file, or of the one in this folder; `undefined` if the folder has none. */
export function findConfigFile(cwd: string, named: string | undefined): string | undefined {
  if (named === undefined) return NAMES.map((name) => join(cwd, name)).find((path) => existsSync(path));
  const path = resolve(cwd, named);
  if (existsSync(path)) return path;
  throw usageError(`There is no configuration file at ${named}.`, "Name a file that exists, or leave out --config.");
}

/** Runs a configuration file. Rejects with a usage error that names the file if it fails or exports something else. */
export async function loadConfigFile(path: string): Promise<AnyOptions> {
  const { createJiti } = await import("jiti");
  // Our own copies: it works in a folder where nothing is installed, and there is only one polysms.
  const virtualModules = { polysms, "@polysms/cli": { defineConfig } };
  const jiti = createJiti(path, { virtualModules, interopDefault: true, fsCache: false });
  const options = await jiti.import<unknown>(path, { default: true }).catch((error: unknown) => {
    // It already says what is wrong with the settings of a provider.
    if (isSmsError(error)) throw error;
    throw usageError(`${path} failed: ${error instanceof Error ? error.message : String(error)}`);
  });
  if (typeof options === "object" && options !== null && "send" in options) {
    throw usageError(
      `${path} exports the result of createSms.`,
      "Export its options, so that the command can add stores.",
    );
  }
  if (typeof options !== "object" || options === null || !("providers" in options)) {
    throw usageError(
      `${path} does not export options with providers.`,
      'Write: import { defineConfig } from "@polysms/cli"; export default defineConfig({ providers: [ … ] });',
    );
  }
  return options as AnyOptions;
}
