import { createRequire } from "node:module";

/** Path of the OpenAPI document that comes with a provider's package; nothing for a provider that is not ours. */
export function specOf(provider: string): string | undefined {
  // Found from the facade, because it depends on the providers and this package does not.
  const fromHere = createRequire(import.meta.url);
  try {
    return createRequire(fromHere.resolve("polysms/package.json")).resolve(`@polysms/${provider}/openapi.yaml`);
  } catch {
    return undefined;
  }
}

/** Every documented host of a provider, as URLs. */
export async function hostsOf(provider: string): Promise<string[]> {
  const path = specOf(provider);
  if (path === undefined) return [];
  const { loadSpec } = await import("@polysms/testing");
  const found = new Set<string>();
  collect(loadSpec(path), found);
  return [...found];
}

// Servers stand at the top of the document and at single paths.
function collect(value: unknown, found: Set<string>, depth = 0): void {
  if (typeof value !== "object" || value === null || depth > 4) return;
  for (const [key, inner] of Object.entries(value)) {
    if (key !== "servers") collect(inner, found, depth + 1);
    else for (const { url } of inner as readonly { readonly url: string }[]) found.add(url);
  }
}
