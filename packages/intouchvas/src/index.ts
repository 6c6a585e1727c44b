export type { IntouchvasClient, IntouchvasClientOptions, IntouchvasCredentials } from "./client.ts";
export { createIntouchvasClient } from "./client.ts";
export { intouchvasFromEnv } from "./from-env.ts";
export type { components, paths } from "./generated/schema.gen.ts";
export type { IntouchvasCapabilities, IntouchvasOptions } from "./provider.ts";
export { intouchvas } from "./provider.ts";
export type { IntouchvasMessageOptions } from "./send.ts";
