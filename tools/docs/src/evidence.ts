/** Where a fact of a spec comes from when the provider's document does not state it (specs/README.md). */
export type EvidenceLevel = keyof typeof evidenceNotes;

/** The sentence that the pages print beside a fact with this level. Plain text: Redoc reads no Markdown at servers. */
export const evidenceNotes = {
  sdk: "From the provider's SDK: its own client code does this; its document does not say it.",
  observed: "Observed: other clients of this API meet it; the provider's document does not say it.",
  assumed: "Assumed: no source shows this. Test it before you rely on it.",
} as const;

// Under these keys stand values that travel on the wire, not parts of the description.
const WIRE_VALUES = new Set(["value", "example", "default", "const", "enum"]);
// Under these keys stand parts by name, and a part may be called "value" or "default".
const MAPS = new Set(["properties", "responses", "schemas", "parameters", "examples", "headers", "paths", "webhooks"]);

/** The level of one part of a document, unless it is documented. */
export function evidenceOf(part: object): EvidenceLevel | undefined {
  const level = (part as Readonly<Record<string, unknown>>)["x-evidence"];
  return typeof level === "string" && Object.hasOwn(evidenceNotes, level) ? (level as EvidenceLevel) : undefined;
}

/** Every object of a document that describes something, outermost first, and no value that travels on the wire. */
export function* descriptiveParts(part: unknown): Generator<object> {
  if (Array.isArray(part)) for (const item of part) yield* descriptiveParts(item);
  else if (typeof part === "object" && part !== null) {
    yield part;
    for (const [key, inner] of Object.entries(part)) {
      if (!MAPS.has(key)) {
        if (!WIRE_VALUES.has(key)) yield* descriptiveParts(inner);
      } else if (!Array.isArray(inner)) {
        for (const named of Object.values(inner)) yield* descriptiveParts(named);
      } else if (key === "parameters") {
        yield* descriptiveParts(inner);
      }
    }
  }
}

/** How many parts of a document carry each level. */
export function countEvidence(document: object): Record<EvidenceLevel, number> {
  const counts: Record<EvidenceLevel, number> = { sdk: 0, observed: 0, assumed: 0 };
  for (const part of descriptiveParts(document)) {
    const level = evidenceOf(part);
    if (level !== undefined) counts[level]++;
  }
  return counts;
}
