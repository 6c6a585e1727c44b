export type { AnyOptions } from "./setup/define-config.ts";
export { defineConfig } from "./setup/define-config.ts";
