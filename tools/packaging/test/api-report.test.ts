import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { apiReportProblems, writeApiReports } from "../src/api-report.ts";

let folder: string;

function write(file: string, content: string): void {
  mkdirSync(join(folder, file, ".."), { recursive: true });
  writeFileSync(join(folder, file), content);
}

function declare(hidden: string, parameter: string): void {
  write(
    "dist/send.d.ts",
    `interface Hidden {\n  ${hidden}\n}\nexport declare function send(text: ${parameter}): Hidden;\n`,
  );
}

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "polysms-api-test-"));
  const exports = { ".": { types: "./dist/index.d.ts" }, "./package.json": "./package.json" };
  write("package.json", JSON.stringify({ name: "@polysms/acme", version: "1.0.0", type: "module", exports }));
  write("tsconfig.build.json", "{}");
  write("dist/index.d.ts", 'export { send } from "./send.js";\n');
  declare("id: string;", "string");
  expect(writeApiReports(folder, join(folder, "api"))).toEqual([]);
});

afterAll(() => rmSync(folder, { recursive: true }));

it("a report says what an entry point exports, and what that consists of", async () => {
  const report = readFileSync(join(folder, "api/index.api.md"), "utf8");
  expect(report).toMatch(/interface Hidden[\s\S]*function send\(text: string\)/);
  expect(await apiReportProblems(folder)).toEqual([]);
});

it("a change that nobody reviewed fails, shows the lines and names the command that accepts it", async () => {
  declare("id: number;", "Date");
  const [problem, ...others] = await apiReportProblems(folder);
  expect(others).toEqual([]);
  expect(problem).toMatch(/^api\/index\.api\.md is not what the package exports.*`pnpm api-report` accepts it\./);
  expect(problem).toMatch(/^-export function send\(text: string\): Hidden;$/m);
  expect(problem).toMatch(/^\+export function send\(text: Date\): Hidden;$/m);
  expect(problem).toMatch(/^\+\s+id: number;$/m);
});

it("an entry point without a report, a report without an entry point, and a name that does not exist are found", async () => {
  declare("id: string;", "string");
  write("package.json", readFileSync(join(folder, "package.json"), "utf8").replace('"."', '"./extra"'));
  write("dist/index.d.ts", "export declare const extra: Missing;\n");
  expect(await apiReportProblems(folder)).toEqual([
    expect.stringMatching(/^api\/extra\.api\.md: .*"Missing"/),
    expect.stringMatching(/^api\/index\.api\.md is about an entry point that no longer exists\./),
  ]);
  write("dist/index.d.ts", "export declare const extra: true;\n");
  expect(await apiReportProblems(folder)).toEqual([
    expect.stringMatching(/^api\/extra\.api\.md is missing\./),
    expect.stringMatching(/^api\/index\.api\.md is about an entry point that no longer exists\./),
  ]);
});
