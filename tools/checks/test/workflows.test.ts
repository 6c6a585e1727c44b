import { execFile } from "node:child_process";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { type Mock, startMock } from "@polysms/testing";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";

const root = new URL("../../..", import.meta.url).pathname;
const specs = join(root, "specs");
const redocly = join(specs, "node_modules/.bin/redocly");
const run = promisify(execFile);

interface Arazzo {
  readonly sourceDescriptions: readonly { readonly name: string }[];
  readonly workflows: readonly {
    readonly workflowId: string;
    readonly inputs?: { readonly properties?: Readonly<Record<string, { readonly examples?: readonly unknown[] }>> };
  }[];
}

const stories = readdirSync(specs).filter((name) => existsSync(join(specs, name, "workflows.arazzo.yaml")));

describe.each(stories)("the stories of %s", (provider) => {
  const file = join(specs, provider, "workflows.arazzo.yaml");
  const { sourceDescriptions, workflows } = parse(readFileSync(file, "utf8")) as Arazzo;

  it.each(workflows.map((workflow) => [workflow.workflowId, workflow] as const))(
    "%s runs against the mock without a violation",
    async (workflowId, { inputs }) => {
      await using mock = await startMock(join(root, "packages", provider, "src/generated/openapi.yaml"));
      const values = Object.entries(inputs?.properties ?? {}).map(([name, { examples = [] }]) => [name, examples[0]]);
      const servers = sourceDescriptions.map(({ name }) => `${name}=${serverFor(mock, name)}`);
      const { stdout } = await run(
        redocly,
        [
          ...["respect", file, "--workflow", workflowId, "--server", servers.join(",")],
          ...["--input", JSON.stringify(Object.fromEntries(values))],
        ],
        { env: { ...process.env, REDOCLY_TELEMETRY: "off", REDOCLY_SUPPRESS_UPDATE_NOTICE: "true" } },
      ).catch((error: { stdout: string; stderr: string }) => expect.fail(`${error.stdout}\n${error.stderr}`));
      expect(stdout).toMatch(/Workflows: 1 passed, 1 total/);
      expect(mock.violations).toEqual([]);
      expect(mock.exchanges.length).toBeGreaterThan(0);
    },
    30_000,
  );
});

/** A source is named like the first label of its host, or is the document's first host. */
function serverFor({ baseUrl, url }: Mock, source: string): string {
  const named = Object.entries(baseUrl).find(([server]) => new URL(server).hostname.split(".")[0] === source);
  return named?.[1] ?? url;
}
