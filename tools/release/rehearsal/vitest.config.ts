import { defineConfig } from "vitest/config";
import shared from "../../vitest/vitest.config.ts";

export default defineConfig({
  ...shared,
  test: {
    ...shared.test,
    include: ["rehearsal/*.test.ts"],
    // Each step builds on the one before: it is reported when it is done, and the first failure ends the run.
    reporters: ["verbose", "json"],
    outputFile: { json: "test-results/rehearse.json" },
    bail: 1,
    testTimeout: 180_000,
    hookTimeout: 180_000,
  },
});
