import { mergeConfig } from "vitest/config";
import shared from "../vitest/vitest.config.ts";

export default mergeConfig(shared, {
  test: {
    globalSetup: "./src/packed-project.ts",
    // Every runtime starts cold, and compilers from several years are slow.
    testTimeout: 120_000,
    hookTimeout: 120_000,
    // One runtime at a time, so that no deadline in the probe is missed because another runtime starts.
    fileParallelism: false,
    outputFile: { json: "test-results/runtimes.json" },
  },
});
