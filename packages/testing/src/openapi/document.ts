import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { parse } from "yaml";
import { isObject, type JsonObject } from "./json-pointer.ts";

/** A provider's name ("vavasms"), a path or file URL of a bundled OpenAPI document, or the document itself. */
export type SpecSource = string | URL | JsonObject;

/**
 * Reads a bundled OpenAPI document, YAML or JSON. A name means `@polysms/<name>/openapi.yaml`, resolved from the
 * working directory, or from the `polysms` package installed there. Throws if there is no such file or it is not
 * OpenAPI 3.1.
 */
export function loadSpec(spec: SpecSource): JsonObject {
  if (typeof spec !== "string" && !(spec instanceof URL)) return spec;
  const file =
    spec instanceof URL || spec.startsWith("file:")
      ? fileURLToPath(spec)
      : /^[a-z][a-z0-9-]*$/.test(spec)
        ? findProviderSpec(spec)
        : resolve(spec);
  let text: string;
  try {
    text = readFileSync(file, "utf8");
  } catch (error) {
    throw new Error(`There is no OpenAPI document at ${file}. Pass a provider's name, a path or a file URL.`, {
      cause: error,
    });
  }
  const document: unknown = parse(text);
  if (!isObject(document) || !String(document.openapi).startsWith("3.1.")) {
    throw new Error(`${file} is not an OpenAPI 3.1 document.`);
  }
  return document;
}

function findProviderSpec(name: string): string {
  const wanted = `@polysms/${name}/openapi.yaml`;
  const fromHere = createRequire(join(process.cwd(), "package.json"));
  try {
    return fromHere.resolve(wanted);
  } catch {
    // Not a direct dependency; it may be installed with the facade.
  }
  try {
    return createRequire(fromHere.resolve("polysms/package.json")).resolve(wanted);
  } catch (error) {
    throw new Error(
      `Cannot find ${wanted} from ${process.cwd()} or from an installed "polysms". ` +
        `Install @polysms/${name}, or pass the path of an openapi.yaml, such as "./${name}.yaml".`,
      { cause: error },
    );
  }
}

/**
 * The providers that have an installed document: among the dependencies of the working directory's package and of
 * `polysms`.
 */
export function installedProviders(): string[] {
  const fromHere = createRequire(join(process.cwd(), "package.json"));
  const dependencies = [join(process.cwd(), "package.json"), "polysms/package.json"].flatMap((manifest) => {
    try {
      return Object.keys(readManifest(fromHere.resolve(manifest)));
    } catch {
      return [];
    }
  });
  const names = dependencies.flatMap((name) => (name.startsWith("@polysms/") ? name.slice("@polysms/".length) : []));
  return [...new Set(names)].filter((name) => {
    try {
      return findProviderSpec(name) !== "";
    } catch {
      return false;
    }
  });
}

function readManifest(file: string): JsonObject {
  const { dependencies, devDependencies } = JSON.parse(readFileSync(file, "utf8"));
  return { ...dependencies, ...devDependencies };
}
