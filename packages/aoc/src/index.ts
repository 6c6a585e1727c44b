export type { AocClient, AocClientOptions } from "./client.ts";
export { createAocClient } from "./client.ts";
export { aocFromEnv } from "./from-env.ts";
export type { components, paths } from "./generated/schema.gen.ts";
export type { AocMessageOptions, AocOptions } from "./provider.ts";
export { aoc } from "./provider.ts";
