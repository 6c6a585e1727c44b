export type { AcmeClient, AcmeClientOptions } from "./client.ts";
export { createAcmeClient } from "./client.ts";
export { acmeFromEnv } from "./from-env.ts";
export type { components, paths } from "./generated/schema.gen.ts";
export type { AcmeOptions } from "./provider.ts";
export { acme } from "./provider.ts";
