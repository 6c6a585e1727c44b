import { assertNoViolations } from "../assertions/assertions.ts";
import type { Exchange } from "../mock/exchange.ts";
import type { Mock } from "../mock/mock.ts";
import type { RequestCase } from "../openapi/request-case.ts";
import { draftRequest, type RequestDraft, toRequest } from "../openapi/request-draft.ts";
import type { SpecValidator } from "../validator/validator.ts";
import { formatViolations, type Violation } from "../validator/violation.ts";

/** What the contract tests of one document share. */
export interface ContractContext {
  readonly validator: SpecValidator;
  readonly cases: readonly RequestCase[];
  /** The operationIds of which at least one request kept the contract. */
  readonly exercised: Set<string>;
  mock(): Mock;
}

/** Sends a drafted request with plain `fetch` to the mock of its server. */
export async function sendDraft(mock: Mock, draft: RequestDraft): Promise<Response> {
  const baseUrl = mock.baseUrl[draft.server];
  if (baseUrl === undefined) throw new Error(`The mock has no URL for ${draft.server}.`);
  return fetch(toRequest(draft, baseUrl));
}

/** Sends a documented request with plain `fetch`. */
export async function sendCase({ validator, mock }: ContractContext, requestCase: RequestCase): Promise<Response> {
  return sendDraft(mock(), draftRequest(validator.document, requestCase));
}

/** The last exchange of an operation. Throws if there is none, or if anything broke the contract. */
export function cleanExchange({ mock, exercised }: ContractContext, { operation }: RequestCase): Exchange {
  const { exchanges, violations } = mock();
  assertNoViolations(violations);
  const exchange = exchanges.findLast(({ operationId }) => operationId === operation.operationId);
  if (!exchange) throw new Error(`No request for ${operation.operationId} reached the mock.`);
  exercised.add(operation.operationId);
  return exchange;
}

/** Throws unless there is a violation of this field. */
export function assertViolationOf(violations: readonly Violation[], field: string): void {
  if (violations.some((violation) => violation.field === field)) return;
  const instead = violations.length > 0 ? `Reported:\n${formatViolations(violations)}` : "Nothing was reported.";
  throw new Error(`A violation of ${field} should have been reported. ${instead}`);
}
