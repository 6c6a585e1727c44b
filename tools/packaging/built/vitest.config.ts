import { defineConfig } from "vitest/config";
import shared from "../../vitest/vitest.config.ts";

// These tests read what was built, so they are a part of the task `package`.
export default defineConfig({
  ...shared,
  test: { ...shared.test, include: ["built/*.test.ts"], outputFile: { json: "test-results/package.json" } },
});
