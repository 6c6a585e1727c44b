import { readText } from "@polysms/workspace/src/repository.ts";
import { adapterRun } from "../errors/adapter-run.ts";
import { callOut, code, type Page, prose, table } from "../markdown.ts";
import { countEvidence, evidenceNotes, evidenceOf } from "../spec/evidence.ts";
import { type ListedOperation, listOperations, quirksOf } from "../spec/operation-list.ts";
import { type ProviderDocument, type Quirk, titleOf } from "../spec/provider-document.ts";
import { sourceLine, sourceList } from "../spec/sources.ts";
import { factsAbout } from "./capabilities.ts";

/** Everything about one provider in one place, with links to the rest. */
export async function providerPage(provider: ProviderDocument, guides: readonly Page[]): Promise<Page> {
  const { name, country, document } = provider;
  const facts = factsAbout(provider);
  const readme = readText(`specs/${name}/README.md`);
  const run = adapterRun(provider);
  const operations = await Promise.all(
    listOperations(document).map(async (listed) => {
      const route = await run.routeTo(listed.operation.operationId);
      return operationSection(name, listed, route?.isLast ? route.member.name : undefined);
    }),
  );
  const quirks = quirksOf(document);
  return {
    path: `providers/${name}.md`,
    title: titleOf(provider),
    description: `${document.info.summary.replace(/\.?$/, ".")} What ${titleOf(provider)} can do through polysms, its quirks, and how sure each fact is.`,
    markdown: [
      `# ${titleOf(provider)}`,
      `**${country}.** ${prose(document.info.summary)} Unofficial, and not affiliated with the provider.`,
      links(name, guides),
      "## Set up",
      `\`\`\`sh\nnpm install polysms   # or @polysms/${name} alone\n\`\`\``,
      variables(facts.variables),
      "## What it can do",
      abilities(facts),
      "## Operations",
      ...operations.flat(),
      "## Quirks",
      "Where the provider's documents contradict each other. The client follows the reading.",
      ...quirks.map(quirkBlock),
      "## How sure is it?",
      evidenceTable(document, name),
      "## Sources",
      prose(sourceList(document)),
      ...sectionOf(readme, "Coverage"),
      ...sectionOf(readme, "Open questions"),
    ].join("\n\n"),
  };
}

function links(name: string, guides: readonly Page[]): string {
  const own = guides.filter(({ path }) => path.includes(name));
  return [
    `- [API reference](/api/${name}/), with samples for curl, the typed client and the facade`,
    `- OpenAPI document: [YAML](/api/${name}/openapi.yaml), [JSON](/api/${name}/openapi.json)`,
    ...own.map(({ path, title }) => `- [${title}](/${path.replace(/\.md$/, "")})`),
    `- [Its error codes](/errors#${name})`,
    `- [TypeScript reference](/reference/${name})`,
  ].join("\n");
}

function variables(all: ReturnType<typeof factsAbout>["variables"]): string {
  return table(
    ["Environment variable", "Needed?"],
    all.map(([name, need]) => [code(name), need]),
  );
}

function abilities({ regions, recipientsPerRequest, abilities: all }: ReturnType<typeof factsAbout>): string {
  return [
    `- Sends to numbers of ${regions.map(code).join(", ")}, up to ${recipientsPerRequest} in one request (${code("sms.send")})`,
    ...all.map(({ title, member, needs }) => {
      const condition = needs.length === 0 ? "" : `, with ${needs.map(code).join(" and ")} set`;
      return `- ${title} (${code(member)})${condition}`;
    }),
    "- Everything else through its typed client; [all providers side by side](/capabilities)",
  ].join("\n");
}

function operationSection(name: string, { operation, call, fragment }: ListedOperation, member?: string): string[] {
  const { operationId, summary } = operation;
  const level = evidenceOf(operation);
  const through = member === undefined ? "" : `, called by ${code(member)}`;
  return [
    `### ${operationId}`,
    `${code(call)} · ${prose(summary)} · [reference](/api/${name}/#${fragment})${through}`,
    ...(level === undefined ? [] : [callOut("warning", level, evidenceNotes[level])]),
  ];
}

function quirkBlock(quirk: Quirk): string {
  const body = [prose(quirk.note), `**Reading.** ${prose(quirk.reading)}`, sourceLine(quirk)];
  return `### ${quirk.id}\n\n${callOut("warning", "Quirk", body.filter((part) => part !== undefined).join("\n\n"))}`;
}

function evidenceTable(document: object, name: string): string {
  const counts = Object.entries(countEvidence(document));
  return `${table(
    counts.map(([level]) => code(level)),
    [counts.map(([, count]) => String(count))],
  )}\n\nAll but the documented ones are listed in [provenance](/provenance#${name}).`;
}

/** A section of the spec's README. */
function sectionOf(readme: string, heading: string): string[] {
  const [, section] = new RegExp(`^(## ${heading}\\n[\\s\\S]*?)(?=^## |$(?![\\s\\S]))`, "m").exec(readme) ?? [];
  return section === undefined ? [] : [prose(section.trim())];
}
