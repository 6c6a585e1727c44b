import { descriptiveParts, evidenceNotes, evidenceOf } from "../providers/evidence.ts";
import type { ApiDocument, Operation, Quirk } from "../providers/provider-document.ts";
import { sourceLine, sourceList } from "../providers/sources.ts";
import { listOperations } from "./operation-list.ts";

type Described = { description?: string };

/**
 * A copy of the document with its extensions written into the descriptions, because Redoc shows nothing else: quirks,
 * evidence, error codes, credentials and sources.
 */
export function withCallOuts(document: ApiDocument): ApiDocument {
  const copy = structuredClone(document);
  const mediaTypes = new Set<object>();
  for (const { part } of descriptiveParts(copy)) {
    const content: Readonly<Record<string, object>> = "content" in part ? (part.content as Record<string, object>) : {};
    for (const mediaType of Object.values(content)) mediaTypes.add(mediaType);
    // Redoc reads no Markdown at servers.
    const note = mediaTypes.has(part) ? undefined : evidenceNote(part);
    append(part, note && ("url" in part ? note : quote(note)), credentialNote(part));
    // A media type has no description of its own, so its note goes to the body.
    for (const [name, mediaType] of Object.entries(content)) {
      const note = evidenceNote(mediaType);
      append(part, note && quote(`\`${name}\`: ${note}`));
    }
  }
  for (const { operation } of listOperations(copy)) {
    append(
      operation,
      ...errorCodes(operation),
      ...(operation["x-quirks"] ?? []).map(quirkBlock),
      sourceLine(operation),
    );
  }
  const { info } = copy;
  const quirks = info["x-quirks"] ?? [];
  append(info, ...(quirks.length === 0 ? [] : ["## Quirks", ...quirks.map(quirkBlock)]));
  append(info, "## Sources", sourceList(copy));
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
  const lines = [`**Quirk** \`${quirk.id}\``, quirk.note, `**Reading.** ${quirk.reading}`, sourceLine(quirk)];
  return quote(lines.filter((line) => line !== undefined).join("\n\n"));
}

// A block quote is the only block that Redoc lets through; redoc-page.css makes call-outs of them.
function quote(text: string): string {
  return text.trim().replaceAll(/^/gm, "> ");
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
