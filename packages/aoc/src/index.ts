export type { AocClient, AocClientOptions } from "./client.ts";
export { createAocClient } from "./client.ts";
export { aocFromEnv } from "./from-env.ts";
export type { components, paths } from "./generated/schema.gen.ts";
export type { AocOptions } from "./provider.ts";
export { aoc } from "./provider.ts";
export type { AocMessageOptions } from "./send.ts";
