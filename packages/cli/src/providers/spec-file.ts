import { createRequire } from "node:module";

/** Path of the OpenAPI document in a provider's package, or `undefined` for a provider that polysms does not include. */
export function specOf(provider: string): string | undefined {
  // Resolved from the facade, because it depends on the providers and this package does not.
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
  const urls = new Set<string>();
  collectServers(loadSpec(path), urls);
  return [...urls];
}

// Servers are listed at the top of the document and under single paths.
function collectServers(value: unknown, urls: Set<string>, depth = 0): void {
  if (typeof value !== "object" || value === null || depth > 4) return;
  for (const [key, inner] of Object.entries(value)) {
    if (key !== "servers") collectServers(inner, urls, depth + 1);
    else for (const { url } of inner as readonly { readonly url: string }[]) urls.add(url);
  }
}
