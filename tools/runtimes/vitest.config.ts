import { mergeConfig } from "vitest/config";
import shared from "../vitest/vitest.config.ts";

export default mergeConfig(shared, {
  test: {
    globalSetup: "./src/packed-project.ts",
    // Every runtime is started from cold, and the compilers of several years are slow.
    testTimeout: 120_000,
    hookTimeout: 120_000,
    // One runtime at a time: a deadline in the probe is not to be missed because another runtime starts.
    fileParallelism: false,
    outputFile: { json: "test-results/runtimes.json" },
  },
});
