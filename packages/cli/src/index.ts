export type { AnyOptions } from "./define-config.ts";
export { defineConfig } from "./define-config.ts";
