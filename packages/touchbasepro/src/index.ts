export type { TouchbaseproClient, TouchbaseproClientOptions } from "./client.ts";
export { createTouchbaseproClient } from "./client.ts";
export { touchbaseproFromEnv } from "./from-env.ts";
export type { components, paths } from "./generated/schema.gen.ts";
export type { TouchbaseproOptions } from "./provider.ts";
export { touchbasepro } from "./provider.ts";
