import { assertNoViolations } from "../assertions/assertions.ts";
import type { Exchange } from "../mock/exchange.ts";
import type { Mock } from "../mock/mock.ts";
import type { RequestCase } from "../openapi/request-case.ts";
import { draftRequest, type RequestDraft, toRequest } from "../openapi/request-draft.ts";
import type { SpecValidator } from "../validator/validator.ts";
import { formatViolations, type Violation } from "../validator/violation.ts";

/** What the contract tests of one document share. */
export interface ContractContext {
  readonly referee: SpecValidator;
  readonly cases: readonly RequestCase[];
  /** operationIds of which at least one message was found right. */
  readonly exercised: Set<string>;
  mock(): Mock;
}

/** Sends a drafted request with plain `fetch` to the stand-in of its server. */
export async function sendDraft(mock: Mock, draft: RequestDraft): Promise<Response> {
  const baseUrl = mock.baseUrl[draft.server];
  if (baseUrl === undefined) throw new Error(`The mock has no stand-in for ${draft.server}.`);
  return fetch(toRequest(draft, baseUrl));
}

export async function sendCase({ referee, mock }: ContractContext, requestCase: RequestCase): Promise<Response> {
  return sendDraft(mock(), draftRequest(referee.document, requestCase));
}

/** The exchange of an operation that was just made. Throws when there is none, or when anything broke the contract. */
export function cleanExchange({ mock, exercised }: ContractContext, { operation }: RequestCase): Exchange {
  const { exchanges, violations } = mock();
  assertNoViolations(violations);
  const exchange = exchanges.findLast(({ operationId }) => operationId === operation.operationId);
  if (!exchange) throw new Error(`No request for ${operation.operationId} reached the mock.`);
  exercised.add(operation.operationId);
  return exchange;
}

export function assertViolationOf(violations: readonly Violation[], field: string): void {
  if (violations.some((violation) => violation.field === field)) return;
  const instead = violations.length > 0 ? `Reported was:\n${formatViolations(violations)}` : "Nothing was reported.";
  throw new Error(`A violation of ${field} should have been reported. ${instead}`);
}
