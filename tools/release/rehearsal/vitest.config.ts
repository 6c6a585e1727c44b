import { defineConfig } from "vitest/config";
import shared from "../../vitest/vitest.config.ts";

export default defineConfig({
  ...shared,
  test: {
    ...shared.test,
    include: ["rehearsal/*.test.ts"],
    // One long story: each step is told when it is done, and after the first that fails the others mean nothing.
    reporters: ["verbose", "json"],
    outputFile: { json: "test-results/rehearse.json" },
    bail: 1,
    testTimeout: 180_000,
    hookTimeout: 180_000,
  },
});
