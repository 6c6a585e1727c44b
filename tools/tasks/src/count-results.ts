import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

interface Counts {
  readonly passed: number;
  readonly failed: number;
}

interface Task {
  readonly task: string;
  readonly directory: string;
  readonly command: string;
  readonly execution?: { readonly exitCode?: number | null };
  readonly cache?: { readonly status?: string };
}

/** Reads turbo's summary of the last run, and the vitest report of each of its tasks that wrote one under its name. */
export function countResults(root: string): Counts {
  const counts = { passed: 0, failed: 0 };
  for (const task of tasksOfLastRun(root)) {
    const { passed, failed } = countTask(root, task);
    counts.passed += passed;
    counts.failed += failed;
  }
  return counts;
}

function tasksOfLastRun(root: string): readonly Task[] {
  const folder = join(root, ".turbo", "runs");
  const files = existsSync(folder) ? readdirSync(folder).filter((name) => name.endsWith(".json")) : [];
  const [file] = files.sort().slice(-1);
  if (file === undefined) return [];
  const { tasks } = JSON.parse(readFileSync(join(folder, file), "utf8")) as { tasks: readonly Task[] };
  return tasks.filter(({ command }) => command !== "<NONEXISTENT>");
}

function countTask(root: string, { task, directory, execution, cache }: Task): Counts {
  const succeeded = cache?.status === "HIT" || execution?.exitCode === 0;
  const report = join(root, directory, "test-results", `${task}.json`);
  // A test task that failed before it wrote its report still counts as a failure.
  if (!existsSync(report)) return { passed: succeeded ? 1 : 0, failed: succeeded ? 0 : 1 };
  const { numPassedTests, numFailedTests } = JSON.parse(readFileSync(report, "utf8")) as {
    numPassedTests: number;
    numFailedTests: number;
  };
  return { passed: numPassedTests, failed: succeeded ? numFailedTests : Math.max(1, numFailedTests) };
}
