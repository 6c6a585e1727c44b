import { readText, repositoryFiles } from "@polysms/workspace/src/repository.ts";
import { parse } from "yaml";

interface Workflow {
  readonly path: string;
  readonly text: string;
  readonly content: WorkflowContent;
}

interface WorkflowContent {
  readonly name: string;
  readonly on: Readonly<Record<string, unknown>>;
  readonly permissions?: unknown;
  readonly concurrency?: unknown;
  readonly jobs: Readonly<Record<string, Job>>;
}

export interface Job {
  readonly "timeout-minutes"?: number;
  readonly permissions?: Readonly<Record<string, string>>;
  readonly environment?: unknown;
  readonly steps: readonly Step[];
}

interface Step {
  readonly uses?: string;
  readonly run?: string;
  readonly with?: Readonly<Record<string, unknown>>;
}

/** The workflows of GitHub Actions. */
export const githubWorkflows: readonly Workflow[] = repositoryFiles()
  .filter((path) => /^\.github\/workflows\/[^/]+\.ya?ml$/.test(path))
  .map((path) => ({ path, text: readText(path), content: parse(readText(path)) as WorkflowContent }));

/** Every command that a step runs itself, or gives to an action. */
export function commandsOf({ jobs }: WorkflowContent): string[] {
  return Object.values(jobs)
    .flatMap(({ steps }) => steps)
    .flatMap(({ run, with: inputs = {} }) => [run, inputs.version, inputs.publish])
    .filter((command) => typeof command === "string");
}
