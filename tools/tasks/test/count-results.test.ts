import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { countResults } from "../src/count-results.ts";

let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), "polysms-tasks-"));
});
afterEach(() => rmSync(root, { recursive: true }));

function summary(tasks: readonly object[]): void {
  mkdirSync(join(root, ".turbo", "runs"), { recursive: true });
  writeFileSync(join(root, ".turbo", "runs", "1.json"), JSON.stringify({ tasks }));
}

function report(directory: string, numPassedTests: number, numFailedTests: number, task = "test"): void {
  mkdirSync(join(root, directory, "test-results"), { recursive: true });
  writeFileSync(
    join(root, directory, "test-results", `${task}.json`),
    JSON.stringify({ numPassedTests, numFailedTests }),
  );
}

const ran = (exitCode: number) => ({ execution: { exitCode }, cache: { status: "MISS" } });
const cached = { cache: { status: "HIT" } };

describe("countResults", () => {
  it("adds up the tests of every task that has a report, cached or not, and counts every other task as one", () => {
    report("packages/a", 10, 0);
    report("packages/a", 7, 0, "browser");
    report("packages/b", 5, 0);
    summary([
      { task: "test", directory: "packages/a", command: "vitest run", ...ran(0) },
      { task: "test", directory: "packages/b", command: "vitest run", ...cached },
      { task: "browser", directory: "packages/a", command: "vitest run", ...ran(0) },
      { task: "build", directory: "packages/a", command: "tsc", ...ran(0) },
      { task: "source", directory: "packages/a", command: "<NONEXISTENT>", ...ran(0) },
    ]);
    expect(countResults(root)).toEqual({ passed: 23, failed: 0 });
  });

  it("counts failed tests, a task that failed, and a test task that failed without a failed test", () => {
    report("packages/a", 8, 2);
    report("packages/b", 5, 0);
    summary([
      { task: "test", directory: "packages/a", command: "vitest run", ...ran(1) },
      { task: "test", directory: "packages/b", command: "vitest run", ...ran(1) },
      { task: "test", directory: "packages/c", command: "vitest run", ...ran(1) },
      { task: "lint", directory: "specs", command: "redocly lint", ...ran(1) },
    ]);
    expect(countResults(root)).toEqual({ passed: 13, failed: 5 });
  });

  it("counts nothing if turbo ran nothing", () => {
    expect(countResults(root)).toEqual({ passed: 0, failed: 0 });
  });
});
