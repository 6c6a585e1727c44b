import { descriptiveParts, evidenceNotes, evidenceOf } from "../spec/evidence.ts";
import { listOperations } from "../spec/operation-list.ts";
import type { ApiDocument, Operation, Quirk } from "../spec/provider-document.ts";
import { sourceLine, sourceList } from "../spec/sources.ts";

type Described = { description?: string };

/**
 * A copy of the document with its extensions in the descriptions, which are all that Redoc shows: quirks, evidence, error
 * codes, credentials and sources.
 */
export function withCallOuts(document: ApiDocument): ApiDocument {
  const copy = structuredClone(document);
  const mediaTypes = new Set<object>();
  for (const { part } of descriptiveParts(copy)) {
    const content: Readonly<Record<string, object>> = "content" in part ? (part.content as Record<string, object>) : {};
    for (const mediaType of Object.values(content)) mediaTypes.add(mediaType);
    // Redoc does not render Markdown in servers.
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

function append(part: Described, ...blocks: readonly (string | undefined)[]): void {
  const added = blocks.filter((block) => block !== undefined);
  if (added.length > 0) part.description = [part.description?.trimEnd() ?? [], ...added].flat().join("\n\n");
}

function quirkBlock(quirk: Quirk): string {
  const lines = [`**Quirk** \`${quirk.id}\``, quirk.note, `**Reading.** ${quirk.reading}`, sourceLine(quirk)];
  return quote(lines.filter((line) => line !== undefined).join("\n\n"));
}

// A block quote is the only block that Redoc keeps; redoc-page.css turns it into a call-out.
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
