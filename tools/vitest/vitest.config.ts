import { defineConfig } from "vitest/config";

// Packages consume each other's source through this condition, so nothing is built before a test.
const conditions = ["@polysms/source"];

export default defineConfig({
  resolve: { conditions },
  ssr: { resolve: { conditions } },
  test: {
    dir: process.cwd(),
    include: ["{src,test}/**/*.test.ts"],
    setupFiles: ["./setup.ts", "./no-secrets.ts"].map((file) => new URL(file, import.meta.url).pathname),
    reporters: process.env.CI ? ["dot", "json"] : ["default", "json"],
    outputFile: { json: "test-results/test.json" },
    // Two cores may be shared with a build, so the limits are for tests that hang, not for slow ones.
    testTimeout: 60_000,
    hookTimeout: 60_000,
    restoreMocks: true,
    unstubEnvs: true,
    unstubGlobals: true,
  },
});
