import { defineConfig, mergeConfig } from "vitest/config";
import shared from "../../vitest/vitest.config.ts";

const config = mergeConfig(
  shared,
  defineConfig({
    // The set-up, which builds the site, runs in an environment of its own. It too takes the sources of the packages.
    environments: { __vitest__: { resolve: { conditions: shared.resolve?.conditions ?? [] } } },
    test: {
      globalSetup: ["./browser/built-site.ts"],
      // One Chromium at a time: it uses both cores.
      fileParallelism: false,
      testTimeout: 120_000,
      hookTimeout: 120_000,
    },
  }),
);
config.test.include = ["browser/**/*.test.ts"];
config.test.outputFile = { json: "test-results/browser.json" };

export default config;
