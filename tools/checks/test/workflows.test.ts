import { existsSync } from "node:fs";
import { join } from "node:path";
import { type Mock, startMock } from "@polysms/testing";
import { runRedocly } from "@polysms/workspace/src/programs.ts";
import { providers, readText, root } from "@polysms/workspace/src/repository.ts";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { expectNone } from "../src/expect-none.ts";

interface Arazzo {
  readonly sourceDescriptions: readonly { readonly name: string }[];
  readonly workflows: readonly {
    readonly workflowId: string;
    readonly inputs?: { readonly properties?: Readonly<Record<string, { readonly examples?: readonly unknown[] }>> };
  }[];
}

const specs = join(root, "specs");
const described = providers.filter((name) => existsSync(join(specs, name, "workflows.arazzo.yaml")));

describe.each(described)("the workflows of %s", (provider) => {
  const file = `${provider}/workflows.arazzo.yaml`;
  const { sourceDescriptions, workflows } = parse(readText(`specs/${file}`)) as Arazzo;

  it.each(workflows.map((workflow) => [workflow.workflowId, workflow] as const))(
    "%s runs against the mock without a violation",
    async (workflowId, { inputs }) => {
      await using mock = await startMock(join(root, "packages", provider, "src/generated/openapi.yaml"));
      const values = Object.entries(inputs?.properties ?? {}).map(([name, { examples = [] }]) => [name, examples[0]]);
      const servers = sourceDescriptions.map(({ name }) => `${name}=${serverFor(mock, name)}`);
      const output = await runRedocly(
        specs,
        ...["respect", file, "--workflow", workflowId, "--server", servers.join(",")],
        ...["--input", JSON.stringify(Object.fromEntries(values))],
      );
      expect(output).toMatch(/Workflows: 1 passed, 1 total/);
      expectNone(mock.violations, "Make the request of the step conform to the spec, or fix the spec.");
      expect(mock.exchanges.length).toBeGreaterThan(0);
    },
    30_000,
  );
});

/** A source is named like the first label of its host; any other name means the first host of the document. */
function serverFor({ baseUrl, url }: Mock, source: string): string {
  const named = Object.entries(baseUrl).find(([server]) => new URL(server).hostname.split(".")[0] === source);
  return named?.[1] ?? url;
}
