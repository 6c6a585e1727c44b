import { createRequire } from "node:module";

const manifest = createRequire(import.meta.url)("@polysms/cli/package.json") as { readonly version: string };

export const { version } = manifest;
