import { existsSync } from "node:fs";
import { join, resolve } from "node:path";
import * as polysms from "polysms";
import { isSmsError } from "polysms";
import { type AnyOptions, defineConfig } from "../define-config.ts";
import { refuse } from "./usage-error.ts";

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
  // Our own copies, so that it works in a folder that has installed nothing, and there is one polysms and not two.
  const virtualModules = { polysms, "@polysms/cli": { defineConfig } };
  const jiti = createJiti(path, { virtualModules, interopDefault: true, fsCache: false });
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
