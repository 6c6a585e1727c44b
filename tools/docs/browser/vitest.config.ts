import { defineConfig, mergeConfig } from "vitest/config";
import shared from "../../vitest/vitest.config.ts";

const config = mergeConfig(
  shared,
  defineConfig({
    test: {
      globalSetup: ["./browser/built-site.ts"],
      // One Chromium at a time: it uses both cores by itself.
      fileParallelism: false,
      testTimeout: 120_000,
      hookTimeout: 120_000,
    },
  }),
);
config.test.include = ["browser/**/*.test.ts"];
config.test.outputFile = { json: "test-results/browser.json" };

export default config;
