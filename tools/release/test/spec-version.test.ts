import { expect, it } from "vitest";
import { specVersion, withSpecVersion } from "../src/spec-version.ts";

const YAML = `openapi: 3.1.0
info:
  # The version of the package.
  title: "Acme: messages, version: 9.9.9"
  version: 0.1.0 # follows the package
  description: |
    version: 0.1.0
paths: {}
`;

it("writes the version of a spec and touches nothing else", () => {
  expect(specVersion(YAML)).toBe("0.1.0");
  const next = withSpecVersion(YAML, "0.2.0");
  expect(specVersion(next)).toBe("0.2.0");
  expect(next).toBe(YAML.replace("version: 0.1.0 #", "version: 0.2.0 #"));
});

it("throws for a spec without a version", () => {
  expect(() => specVersion("openapi: 3.1.0\ninfo:\n  title: Acme\n")).toThrow(/no info.version/);
});
