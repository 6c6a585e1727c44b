import type { ApiDocument, Source } from "./provider-document.ts";

/** A part that cites one source or several. */
interface Cited {
  readonly "x-source"?: string | readonly string[];
}

export function citationsOf(part: Cited): readonly string[] {
  return [part["x-source"] ?? []].flat();
}

/** `*Source: …*`; `undefined` if the part cites none. */
export function sourceLine(part: Cited): string | undefined {
  const citations = citationsOf(part);
  return citations.length === 0 ? undefined : `*Source: ${citations.join("; ")}*`;
}

/** The list of a document's sources. */
export function sourceList({ info }: ApiDocument): string {
  const line = ([id, { title, date, url }]: [string, Source]) =>
    `- \`${id}\`: ${url === undefined ? title : `[${title}](${url})`}, read on ${date}`;
  return Object.entries(info["x-sources"]).map(line).join("\n");
}
