import { packages, root } from "@polysms/workspace/src/repository.ts";
import { defineConfig } from "vitest/config";

// `pnpm test:unit` and `pnpm test:watch`: the tests of all packages in one vitest, so that a filter finds a file wherever it
// is. `pnpm test` runs the same tests package by package, for its cache.
export default defineConfig({
  test: {
    projects: packages.map((name) => {
      const folder = `${root}/packages/${name}`;
      return { extends: `${root}/tools/vitest/vitest.config.ts`, root: folder, test: { name, dir: folder } };
    }),
    reporters: ["default"],
  },
});
