import type { ErrorCode } from "@polysms/core";
import { rejectionPolicy } from "polysms";
import { callOut, code, type Page, prose, table } from "../markdown.ts";
import { type EvidenceLevel, evidenceNotes } from "../providers/evidence.ts";
import { type ProviderDocument, titleOf } from "../providers/provider-document.ts";
import { type DocumentedFailure, documentedFailures, type Judgement } from "./documented-failures.ts";
import { errorAdvice } from "./error-advice.ts";

interface ProviderFailures {
  readonly provider: ProviderDocument;
  readonly failures: readonly DocumentedFailure[];
}

const codes = Object.keys(errorAdvice) as ErrorCode[];

/** Every error code of polysms and of the providers, with what the adapters really make of it. */
export async function errorIndex(providers: readonly ProviderDocument[]): Promise<Page> {
  const all = await Promise.all(
    providers.map(async (provider) => ({ provider, failures: await documentedFailures(provider) })),
  );
  return {
    path: "errors.md",
    title: "Error index",
    description:
      "Every error code of polysms and of each provider: what it means, whether it is safe to send again, what to do.",
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
  "An outcome that did not succeed carries an `error` with one of sixteen codes, and where the provider named a code of its own, that too, in `error.providerCode`. The same code can come with two outcomes:",
  "",
  "- **`rejected`** (`error.mayHaveBeenSent` is `false`): proven that nobody took the message. Sending again is safe.",
  "- **`unknown`** (`error.mayHaveBeenSent` is `true`): nothing is proven, it may be on its way. Sending again may make two.",
  "",
  "What is said about providers is not written by hand: each documented answer is put before the provider's adapter, and the table says what came out. Anything that no document describes is `unknown`.",
].join("\n");

function codeTable(): string {
  return table(
    ["Code", "Meaning", "Another provider is asked", "Tried again later"],
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
    retry ? "the whole route is tried again a little later" : "it is not tried again by itself",
  ];
  const origins = all.flatMap(({ provider, failures }) =>
    failures
      .filter(({ judgements }) => judgements.some((judgement) => errorOf(judgement)?.code === each))
      .map((failure) => `[${titleOf(provider)} ${failure.code}](#${anchorOf(provider, failure)})`),
  );
  return [
    `### ${code(each)} {#${each}}`,
    meaning,
    `**What to do.** ${action}`,
    `- When \`rejected\`: sending again is safe; ${rejected.join(", and ")}.\n- When \`unknown\`: nothing is repeated, and sending again may make two messages.`,
    origins.length === 0
      ? "No documented answer of a provider becomes this code."
      : `Documented answers that become it: ${origins.join(", ")}.`,
  ];
}

function providerSection({ provider, failures }: ProviderFailures): string[] {
  const head = [`## ${titleOf(provider)} {#${provider.name}}`, `[About the provider](/providers/${provider.name}).`];
  const overview = table(
    ["Answer", "Meaning", "Becomes", "Safe to send again?"],
    failures.map((failure) => [
      `[${labelOf(failure)}](#${anchorOf(provider, failure)})`,
      prose(failure.meanings.join("; ")),
      distinct(failure.judgements.map(resultOf)),
      distinct(failure.judgements.map(safetyOf)),
    ]),
  );
  return [...head, overview, ...failures.flatMap((failure) => failureSection(provider, failure))];
}

function failureSection(provider: ProviderDocument, failure: DocumentedFailure): string[] {
  const actions = new Set(failure.judgements.flatMap((judgement) => errorOf(judgement)?.code ?? []));
  const note = evidenceNotes[failure.evidence as EvidenceLevel];
  return [
    `### ${labelOf(failure)} {#${anchorOf(provider, failure)}}`,
    prose(failure.meanings.map((meaning) => meaning.replace(/\.?$/, ".")).join(" ")),
    ...(note === undefined ? [] : [callOut("info", `How sure: ${failure.evidence}`, note)]),
    table(
      ["Operation", "Called as", "HTTP", "Becomes", "Safe to send again?"],
      groupRows(provider, failure.judgements),
    ),
    ...[...actions].map((each) => `**What to do about [${code(each)}](#${each}).** ${errorAdvice[each].action}`),
  ];
}

/** One row for all statuses of an operation under which the same comes out. */
function groupRows({ name }: ProviderDocument, judgements: readonly Judgement[]): string[][] {
  const rows = new Map<string, { row: readonly string[]; statuses: string[] }>();
  for (const judgement of judgements) {
    const { operation, member, status, isForList } = judgement;
    const link = `[${code(operation.operation.operationId)}](/api/${name}/#${operation.fragment})`;
    const how = `${code(member ?? `sms.client("${name}")`)}${isForList ? ", several recipients" : ""}`;
    const row = [link, how, resultOf(judgement), safetyOf(judgement)];
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

function errorOf({ outcome }: Judgement) {
  return outcome !== undefined && "error" in outcome ? outcome.error : undefined;
}

function resultOf(judgement: Judgement): string {
  const { outcome } = judgement;
  const error = errorOf(judgement);
  if (error !== undefined) return `[${code(error.code)}](#${error.code}), ${code(statusOf(error.mayHaveBeenSent))}`;
  return outcome !== undefined && "value" in outcome ? `the result ${code(outcome.value)}` : "`ok: false`, as it came";
}

function safetyOf(judgement: Judgement): string {
  const error = errorOf(judgement);
  if (error !== undefined) return error.mayHaveBeenSent ? "**no**" : "yes";
  return judgement.outcome === undefined ? "for you to judge" : "–";
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
