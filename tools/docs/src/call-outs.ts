import { descriptiveParts, evidenceNotes, evidenceOf } from "./evidence.ts";
import { listOperations } from "./operation-list.ts";
import type { ApiDocument, Operation, Quirk, Source } from "./provider-document.ts";

type Described = { description?: string };

/**
 * A copy of the document with its extensions written into the descriptions, because Redoc shows nothing else: quirks,
 * evidence, error codes, credentials and sources.
 */
export function withCallOuts(document: ApiDocument): ApiDocument {
  const copy = structuredClone(document);
  const mediaTypes = new Set<object>();
  for (const part of descriptiveParts(copy)) {
    const content: Readonly<Record<string, object>> = "content" in part ? (part.content as Record<string, object>) : {};
    for (const mediaType of Object.values(content)) mediaTypes.add(mediaType);
    append(part, mediaTypes.has(part) ? undefined : evidenceNote(part), credentialNote(part));
    // A media type has no description of its own, so its note goes to the body.
    for (const [name, mediaType] of Object.entries(content)) {
      const note = evidenceNote(mediaType);
      append(part, note && `\`${name}\`: ${note}`);
    }
  }
  for (const { operation } of listOperations(copy)) {
    append(operation, ...errorCodes(operation), ...(operation["x-quirks"] ?? []).map(quirkBlock), source(operation));
  }
  const { info } = copy;
  const quirks = info["x-quirks"] ?? [];
  append(info, ...(quirks.length === 0 ? [] : ["## Quirks", ...quirks.map(quirkBlock)]));
  append(info, "## Sources", Object.entries(info["x-sources"]).map(sourceLine).join("\n"));
  return copy;
}

/** Every quirk of a document, those of the whole API first. */
export function quirksOf(document: ApiDocument): Quirk[] {
  const operations = listOperations(document).map(({ operation }) => operation);
  return [document.info, ...operations].flatMap((part) => part["x-quirks"] ?? []);
}

function append(part: Described, ...blocks: readonly (string | undefined)[]): void {
  const added = blocks.filter((block) => block !== undefined);
  if (added.length > 0) part.description = [part.description?.trimEnd() ?? [], ...added].flat().join("\n\n");
}

function quirkBlock(quirk: Quirk): string {
  const lines = [`**Quirk** \`${quirk.id}\``, quirk.note, `**Reading.** ${quirk.reading}`, source(quirk)];
  return lines
    .filter((line) => line !== undefined)
    .map((line) => line.trim().replaceAll(/^/gm, "> "))
    .join("\n>\n");
}

function errorCodes({ "x-error-codes": codes = [] }: Operation): string[] {
  if (codes.length === 0) return [];
  const rows = codes.map(({ code, name, meaning }) => `| ${code} | \`${name}\` | ${meaning} |`);
  return [["| Code | Name | Meaning |", "| --- | --- | --- |", ...rows].join("\n")];
}

function evidenceNote(part: object): string | undefined {
  const level = evidenceOf(part);
  return level && evidenceNotes[level];
}

function credentialNote(part: object): string | undefined {
  const option = (part as Readonly<Record<string, unknown>>)["x-credential"];
  return typeof option === "string" ? `Credential: the client fills it in from its option \`${option}\`.` : undefined;
}

function source(part: { readonly "x-source"?: string | readonly string[] }): string | undefined {
  const sources = [part["x-source"] ?? []].flat();
  return sources.length === 0 ? undefined : `*Source: ${sources.join("; ")}*`;
}

function sourceLine([id, { title, date, url }]: [string, Source]): string {
  return `- \`${id}\`: ${url === undefined ? title : `[${title}](${url})`}, read on ${date}`;
}
