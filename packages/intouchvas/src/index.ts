export type { IntouchvasClient, IntouchvasClientOptions, IntouchvasCredentials } from "./client.ts";
export { createIntouchvasClient } from "./client.ts";
export type { components, paths } from "./generated/schema.gen.ts";
export type { IntouchvasMessageOptions, IntouchvasOptions } from "./provider.ts";
export { intouchvas } from "./provider.ts";
