/** Where a fact of a spec comes from when the provider's document does not state it (specs/README.md). */
export type EvidenceLevel = keyof typeof evidenceNotes;

/** The sentence that the pages print beside a fact with this level. Plain text: Redoc reads no Markdown at servers. */
export const evidenceNotes = {
  sdk: "From the provider's SDK: its own client code does this; its document does not say it.",
  observed: "Observed: other clients of this API meet it; the provider's document does not say it.",
  assumed: "Assumed: no source shows this. Test it before you rely on it.",
} as const;

// Under these keys are values that are sent or received, not parts of the description.
const WIRE_VALUES = new Set(["value", "example", "default", "const", "enum"]);
// Under these keys are parts by name, and a part may be called "value" or "default".
const MAPS = new Set([
  "properties",
  "responses",
  "schemas",
  "parameters",
  "examples",
  "headers",
  "securitySchemes",
  "paths",
  "webhooks",
]);
const LISTS = new Set(["servers", "parameters"]);

/** The level of one part of a document, unless it is documented. */
export function evidenceOf(part: object): EvidenceLevel | undefined {
  const level = (part as Readonly<Record<string, unknown>>)["x-evidence"];
  return typeof level === "string" && Object.hasOwn(evidenceNotes, level) ? (level as EvidenceLevel) : undefined;
}

/** One object of a document that describes something. */
interface DescriptivePart {
  readonly part: object;
  /** The keys that lead to it. */
  readonly place: readonly string[];
  /** Whether it is a thing of its own (an operation, a schema, a property, an answer, an example), not a detail of one. */
  readonly isFact: boolean;
}

/** Every object of a document that describes something, outermost first, without values that are sent or received. */
export function* descriptiveParts(
  part: unknown,
  place: readonly string[] = [],
  isNamed = false,
): Generator<DescriptivePart> {
  if (Array.isArray(part)) {
    const areNamed = LISTS.has(place.at(-1) ?? "");
    for (const [index, item] of part.entries()) yield* descriptiveParts(item, [...place, String(index)], areNamed);
  } else if (typeof part === "object" && part !== null) {
    const isFact = (isNamed && !("$ref" in part)) || "operationId" in part || evidenceOf(part) !== undefined;
    yield { part, place, isFact };
    for (const [key, inner] of Object.entries(part)) {
      const at = [...place, key];
      if (!MAPS.has(key)) {
        if (!WIRE_VALUES.has(key)) yield* descriptiveParts(inner, at);
      } else if (!Array.isArray(inner)) {
        const areNamed = key !== "paths" && key !== "webhooks";
        for (const [name, named] of Object.entries(inner ?? {}))
          yield* descriptiveParts(named, [...at, name], areNamed);
      } else if (key === "parameters") {
        yield* descriptiveParts(inner, at);
      }
    }
  }
}

/** A fact of a document: how sure it is, where it is and what it cites. */
export interface Fact {
  readonly level: EvidenceLevel | "documented";
  readonly place: readonly string[];
  readonly part: object;
}

export function factsOf(document: object): Fact[] {
  return [...descriptiveParts(document)]
    .filter(({ isFact }) => isFact)
    .map(({ part, place }) => ({ part, place, level: evidenceOf(part) ?? "documented" }));
}

/** How many facts of a document have each level. */
export function countEvidence(document: object): Record<Fact["level"], number> {
  const counts = { documented: 0, sdk: 0, observed: 0, assumed: 0 };
  for (const { level } of factsOf(document)) counts[level]++;
  return counts;
}
