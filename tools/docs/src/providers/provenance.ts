import { callOut, code, type Page, prose, table } from "../markdown.ts";
import { countEvidence, evidenceNotes, type Fact, factsOf } from "../spec/evidence.ts";
import { type Described, type ProviderDocument, titleOf } from "../spec/provider-document.ts";
import { citationsOf, sourceList } from "../spec/sources.ts";

const LEVELS = ["documented", "sdk", "observed", "assumed"] as const;

/** Where every fact comes from, with a list of those that no document of the provider states. */
export function provenancePage(providers: readonly ProviderDocument[]): Page {
  return {
    path: "provenance.md",
    title: "Provenance",
    description: "How sure each fact about the providers is, and everything that their own documents do not state.",
    markdown: [
      "# Provenance",
      "These are descriptions of other people's APIs, written from public sources and never tried against the live services. A fact is an operation, a parameter, a schema, a field, an answer, an example or a server.",
      table(
        ["Level", "What it means"],
        [["documented", "The provider's document states it."], ...Object.entries(evidenceNotes)].map(
          ([level, note]) => [code(level ?? ""), note ?? ""],
        ),
      ),
      table(
        ["Provider", ...LEVELS.map(code), "total"],
        providers.map((provider) => {
          const counts = countEvidence(provider.document);
          const all = LEVELS.reduce((sum, level) => sum + counts[level], 0);
          return [
            `[${titleOf(provider)}](#${provider.name})`,
            ...LEVELS.map((level) => String(counts[level])),
            String(all),
          ];
        }),
      ),
      ...providers.flatMap(providerSection),
    ].join("\n\n"),
  };
}

function providerSection(provider: ProviderDocument): string[] {
  const facts = factsOf(provider.document);
  return [
    `## ${titleOf(provider)} {#${provider.name}}`,
    `[About the provider](/providers/${provider.name}) · [API reference](/api/${provider.name}/)`,
    `### Sources of ${titleOf(provider)}`,
    prose(sourceList(provider.document)),
    ...LEVELS.filter((level) => level !== "documented").flatMap((level) => {
      const found = facts.filter((fact) => fact.level === level);
      if (found.length === 0) return [];
      return [
        `### ${titleOf(provider)}: ${level} (${found.length})`,
        callOut(level === "assumed" ? "warning" : "info", level, evidenceNotes[level]),
        found.map((fact) => factLine(fact)).join("\n"),
      ];
    }),
  ];
}

function factLine({ place, part }: Fact): string {
  const { summary, description } = part as Described;
  const words = (summary ?? description ?? "").split(/\n\n|(?<=\.)\s/)[0] ?? "";
  const citations = citationsOf(part);
  const source = citations.length === 0 ? "" : ` *(${prose(citations.join("; "))})*`;
  return `- ${code(placeOf(place))}${words === "" ? "" : `: ${prose(words.replaceAll("\n", " "))}`}${source}`;
}

/** The keys in the words of a reader: `POST /v1/sms`, `Sender.pattern`. */
function placeOf([first, ...keys]: readonly string[]): string {
  const words =
    first === "components" ? keys.slice(1) : first === "paths" || first === "webhooks" ? keys : [first, ...keys];
  const [path, method, ...rest] = words;
  const shown = first === "paths" ? [`${method?.toUpperCase()} ${path}`, ...rest] : words;
  return shown.filter((key) => key !== "properties").join(" › ");
}
