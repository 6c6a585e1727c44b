import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { faultNames, faults } from "../../src/index.ts";

it("the README lists every fault under its status", () => {
  const rows = readFileSync(new URL("../../README.md", import.meta.url), "utf8")
    .split("\n")
    .filter((line) => /^\| `(rejected|unknown)`/.test(line));
  const listed = (status: string) => rows.filter((row) => row.startsWith(`| \`${status}\``)).join();
  const missing = faultNames.filter(
    (name) => !listed(faults[name].status).includes(`\`${name}\``) && !/^redirect30[1-7]$/.test(name),
  );
  expect(missing).toEqual([]);
  expect(faultNames.filter((name) => name.startsWith("redirect"))).toEqual(
    [300, 301, 302, 303, 304, 305, 307, 308].map((status) => `redirect${status}`),
  );
});
