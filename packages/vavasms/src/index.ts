export type { VavasmsClient, VavasmsClientOptions } from "./client.ts";
export { createVavasmsClient } from "./client.ts";
export { vavasmsFromEnv } from "./from-env.ts";
export type { components, paths } from "./generated/schema.gen.ts";
export type { VavasmsCapabilities, VavasmsOptions } from "./provider.ts";
export { vavasms } from "./provider.ts";
