import { defineConfig } from "vitest/config";
import { packages, root } from "../workspace/src/repository.ts";

export default defineConfig({
  test: {
    projects: packages.map((name) => ({
      extends: `${root}/tools/vitest/vitest.config.ts`,
      root: `${root}/packages/${name}`,
      test: { name, dir: `${root}/packages/${name}` },
    })),
    reporters: ["default"],
  },
});
