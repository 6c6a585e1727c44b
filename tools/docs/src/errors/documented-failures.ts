import type { E164, SmsError } from "@polysms/core";
import type { Answer, Operation } from "@polysms/testing";
import type { Result } from "../facade-members.ts";
import { evidenceOf } from "../spec/evidence.ts";
import { type ListedOperation, listOperations } from "../spec/operation-list.ts";
import { exampleOf, follow, type ProviderDocument } from "../spec/provider-document.ts";
import { type AdapterRun, adapterRun } from "./adapter-run.ts";

/** What the adapter made of one documented failure of one operation. */
export interface FailureResult {
  readonly operation: ListedOperation;
  /** As documented: `428`, `4XX`. */
  readonly status: string;
  /** The facade member that was called; `undefined` if only the typed client reaches the operation. */
  readonly member: string | undefined;
  readonly outcome: { readonly error: SmsError } | { readonly value: string } | undefined;
  /** Whether this is the result for several recipients in one request, which differs from the one for a single one. */
  readonly isForList: boolean;
}

/** One code of a provider, or one HTTP status if the provider has no code of its own. */
export interface DocumentedFailure {
  readonly code: string;
  readonly isStatus: boolean;
  readonly name: string | undefined;
  readonly meanings: readonly string[];
  /** The level of evidence, if the provider itself does not document an answer with this code. */
  readonly evidence: string | undefined;
  readonly results: readonly FailureResult[];
}

const OTHERS = ["+254712345679", "+254712345670"] as E164[];

/** Every failure that a provider's document describes, with what its adapter makes of it when it runs. */
export async function documentedFailures(provider: ProviderDocument): Promise<DocumentedFailure[]> {
  const run = adapterRun(provider);
  const failures = new Map<string, DocumentedFailure>();
  for (const operation of run.operations) {
    for (const failure of await failuresOf(provider, run, operation)) {
      const known = failures.get(failure.code);
      failures.set(failure.code, known === undefined ? failure : merge(known, failure));
    }
  }
  return [...failures.values()].sort((one, other) => one.code.localeCompare(other.code, "en", { numeric: true }));
}

async function failuresOf(
  provider: ProviderDocument,
  run: AdapterRun,
  operation: Operation,
): Promise<DocumentedFailure[]> {
  const { document } = provider;
  const listed = listOperations(document).find((each) => each.operation.operationId === operation.operationId);
  if (listed === undefined) throw new Error(`${provider.name}: ${operation.operationId} is not listed.`);
  const route = await run.routeTo(operation.operationId);
  const failures: DocumentedFailure[] = [];
  for (const answer of run.answers(operation)) {
    const to = recipientsOf(operation, answer.example);
    const outcomes = route === undefined ? [] : await run.resultsFor(route, operation.operationId, answer, to);
    const outcome = outcomes.find((each) => each !== undefined);
    if (!isFailure(answer, outcome)) continue;
    const documentedCode = listed.operation["x-error-codes"]?.find(({ code }) => holds(answer.value, code));
    const ownCode = outcome !== undefined && "error" in outcome ? outcome.error.providerCode : undefined;
    const result = { operation: listed, status: answer.code, member: route?.member.name, outcome, isForList: false };
    const list = [...to, ...OTHERS].slice(0, 2);
    const [several] =
      route === undefined || to.length > 1 ? [] : await run.resultsFor(route, operation.operationId, answer, list);
    const response = follow(document, listed.operation.responses[answer.code]);
    const example = exampleOf(document, response, answer.example);
    const code = documentedCode?.code ?? (answer.status < 300 ? ownCode : undefined);
    failures.push({
      code: String(code ?? answer.code),
      isStatus: code === undefined,
      name: documentedCode?.name,
      meanings:
        documentedCode === undefined ? [example?.summary ?? response.description ?? ""] : [documentedCode.meaning],
      evidence: documentedCode === undefined ? (evidenceOf(example ?? {}) ?? evidenceOf(response)) : undefined,
      results: [result, ...(isOther(outcome, several) ? [{ ...result, outcome: several, isForList: true }] : [])],
    });
  }
  return failures;
}

// A documented success may belong to another request than the one that is made here, and be unreadable for it.
function isFailure({ status }: Answer, outcome: Result): boolean {
  if (status >= 400) return true;
  if (outcome === undefined) return false;
  return !("error" in outcome) || outcome.error.code !== "unreadable-response";
}

function isOther(one: Result, several: Result): boolean {
  const [forOne, forList] = [one, several].map((result) =>
    result !== undefined && "error" in result ? result.error.mayHaveBeenSent : undefined,
  );
  return forOne !== undefined && forList !== undefined && forOne !== forList;
}

function holds(body: unknown, code: string | number): boolean {
  return (
    typeof body === "object" && body !== null && Object.values(body).some((value) => String(value) === String(code))
  );
}

/** The numbers of the request that the answer belongs to: their examples have the same name. */
function recipientsOf({ body }: Operation, example: string | undefined): E164[] {
  const examples = (body?.contents ?? []).flatMap((content) => content.examples);
  const request = examples.find(({ name }) => name === example) ?? examples[0];
  const numbers = JSON.stringify(request?.value ?? "").match(/\b[1-9]\d{9,14}\b/g) ?? ["254712345678"];
  return [...new Set(numbers)].map((digits): E164 => `+${digits}` as E164);
}

function merge(known: DocumentedFailure, more: DocumentedFailure): DocumentedFailure {
  return {
    ...known,
    meanings: [...new Set([...known.meanings, ...more.meanings])],
    evidence: known.evidence === more.evidence ? known.evidence : undefined,
    results: [...known.results, ...more.results],
  };
}
