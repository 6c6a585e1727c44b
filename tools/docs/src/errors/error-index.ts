import type { ErrorCode } from "@polysms/core";
import { rejectionPolicy } from "polysms";
import { callOut, code, type Page, prose, table } from "../markdown.ts";
import { type EvidenceLevel, evidenceNotes } from "../spec/evidence.ts";
import { type ProviderDocument, titleOf } from "../spec/provider-document.ts";
import { type DocumentedFailure, documentedFailures, type FailureResult } from "./documented-failures.ts";
import { errorAdvice } from "./error-advice.ts";

interface ProviderFailures {
  readonly provider: ProviderDocument;
  readonly failures: readonly DocumentedFailure[];
}

const codes = Object.keys(errorAdvice) as ErrorCode[];

/** Every error code of polysms and of the providers, with what the adapters make of it when they run. */
export async function errorIndex(providers: readonly ProviderDocument[]): Promise<Page> {
  const all = await Promise.all(
    providers.map(async (provider) => ({ provider, failures: await documentedFailures(provider) })),
  );
  return {
    path: "errors.md",
    title: "Error index",
    description:
      "Every error code of polysms and of each provider: what it means, whether a repeat can duplicate the message, what to do.",
    markdown: [
      "# Error index",
      INTRODUCTION,
      `Jump to: [polysms](#polysms-codes), ${all.map(({ provider }) => `[${titleOf(provider)}](#${provider.name})`).join(", ")}.`,
      "## polysms codes",
      codeTable(),
      ...codes.flatMap((each) => codeSection(each, all)),
      ...all.flatMap(providerSection),
    ].join("\n\n"),
  };
}

const INTRODUCTION = [
  "An outcome that is not `accepted` or `skipped` has an `error` with one of sixteen codes. If the provider gave a code of its own, it is in `error.providerCode`. The same code can come with two outcomes:",
  "",
  "- **`rejected`** (`error.mayHaveBeenSent` is `false`): proven, nobody took the message. A repeat cannot duplicate it.",
  "- **`unknown`** (`error.mayHaveBeenSent` is `true`): nothing is proven; it may be on its way. A repeat may duplicate it.",
  "",
  "The tables of the providers are not written by hand: each documented answer is given to the provider's adapter, and the table says what the adapter made of it. An answer that no document describes is `unknown`.",
].join("\n");

function codeTable(): string {
  return table(
    ["Code", "Meaning", "Another provider is asked", "The route is tried again"],
    codes.map((each) => [
      `[${code(each)}](#${each})`,
      errorAdvice[each].meaning,
      yesNo(rejectionPolicy[each].failover),
      yesNo(rejectionPolicy[each].retry),
    ]),
  );
}

function codeSection(each: ErrorCode, all: readonly ProviderFailures[]): string[] {
  const { meaning, action } = errorAdvice[each];
  const { failover, retry } = rejectionPolicy[each];
  const rejected = [
    failover ? "the next provider of the route is asked" : "no other provider is asked",
    retry ? "the whole route is tried again a little later" : "nothing is tried again automatically",
  ];
  const origins = all.flatMap(({ provider, failures }) =>
    failures
      .filter(({ results }) => results.some((result) => errorOf(result)?.code === each))
      .map((failure) => `[${titleOf(provider)} ${failure.code}](#${anchorOf(provider, failure)})`),
  );
  return [
    `### ${code(each)} {#${each}}`,
    meaning,
    `**What to do.** ${action}`,
    `- If \`rejected\`: a repeat cannot duplicate the message; ${rejected.join(", and ")}.\n- If \`unknown\`: polysms repeats nothing, and a repeat of yours may duplicate the message.`,
    origins.length === 0
      ? "No documented answer of a provider becomes this code."
      : `Documented answers that become it: ${origins.join(", ")}.`,
  ];
}

function providerSection({ provider, failures }: ProviderFailures): string[] {
  const head = [`## ${titleOf(provider)} {#${provider.name}}`, `[About the provider](/providers/${provider.name}).`];
  const overview = table(
    ["Answer", "Meaning", "Becomes", "Can a repeat duplicate it?"],
    failures.map((failure) => [
      `[${labelOf(failure)}](#${anchorOf(provider, failure)})`,
      prose(failure.meanings.join("; ")),
      distinct(failure.results.map(resultOf)),
      distinct(failure.results.map(duplicateRiskOf)),
    ]),
  );
  return [...head, overview, ...failures.flatMap((failure) => failureSection(provider, failure))];
}

function failureSection(provider: ProviderDocument, failure: DocumentedFailure): string[] {
  const actions = new Set(failure.results.flatMap((result) => errorOf(result)?.code ?? []));
  const note = evidenceNotes[failure.evidence as EvidenceLevel];
  return [
    `### ${labelOf(failure)} {#${anchorOf(provider, failure)}}`,
    prose(failure.meanings.map((meaning) => meaning.replace(/\.?$/, ".")).join(" ")),
    ...(note === undefined ? [] : [callOut("info", `Evidence: ${failure.evidence}`, note)]),
    table(
      ["Operation", "Called as", "HTTP", "Becomes", "Can a repeat duplicate it?"],
      groupRows(provider, failure.results),
    ),
    ...[...actions].map((each) => `**What to do about [${code(each)}](#${each}).** ${errorAdvice[each].action}`),
  ];
}

/** One row for all statuses of an operation with the same result. */
function groupRows({ name }: ProviderDocument, results: readonly FailureResult[]): string[][] {
  const rows = new Map<string, { row: readonly string[]; statuses: string[] }>();
  for (const result of results) {
    const { operation, member, status, isForList } = result;
    const link = `[${code(operation.operation.operationId)}](/api/${name}/#${operation.fragment})`;
    const how = `${code(member ?? `sms.client("${name}")`)}${isForList ? ", several recipients" : ""}`;
    const row = [link, how, resultOf(result), duplicateRiskOf(result)];
    const known = rows.get(row.join()) ?? { row, statuses: [] };
    rows.set(row.join(), { row, statuses: [...new Set([...known.statuses, status])] });
  }
  return [...rows.values()].map(({ row: [link = "", how = "", ...rest], statuses }) => [
    link,
    how,
    statuses.join(", "),
    ...rest,
  ]);
}

function errorOf({ outcome }: FailureResult) {
  return outcome !== undefined && "error" in outcome ? outcome.error : undefined;
}

function resultOf(result: FailureResult): string {
  const { outcome } = result;
  const error = errorOf(result);
  if (error !== undefined) return `[${code(error.code)}](#${error.code}), ${code(statusOf(error.mayHaveBeenSent))}`;
  return outcome !== undefined && "value" in outcome
    ? `the result ${code(outcome.value)}`
    : "`ok: false`, with the answer";
}

function duplicateRiskOf(result: FailureResult): string {
  const error = errorOf(result);
  if (error !== undefined) return error.mayHaveBeenSent ? "**it may**" : "no";
  return result.outcome === undefined ? "it depends on the answer" : "–";
}

function statusOf(mayHaveBeenSent: boolean): string {
  return mayHaveBeenSent ? "unknown" : "rejected";
}

function labelOf({ code: own, isStatus, name }: DocumentedFailure): string {
  return isStatus ? `HTTP ${own}` : [code(own), name && code(name)].filter(Boolean).join(" ");
}

function anchorOf({ name }: ProviderDocument, failure: DocumentedFailure): string {
  return `${name}-${failure.isStatus ? "http-" : ""}${failure.code.toLowerCase()}`;
}

function distinct(texts: readonly string[]): string {
  return [...new Set(texts)].join("; ");
}

function yesNo(value: boolean): string {
  return value ? "yes" : "no";
}
