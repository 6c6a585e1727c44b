import { type Answer, type AnswerChoice, chooseAnswer } from "../openapi/answers.ts";
import type { Operation } from "../openapi/operation.ts";
import type { SpecValidator } from "../validator/validator.ts";
import type { Violation } from "../validator/violation.ts";
import type { ExchangeResult } from "./exchange.ts";
import type { HttpReply, HttpRequest } from "./http-server.ts";
import type { CheckedRequest, Prism } from "./prism/prism.ts";
import { readPreference, relayedHeaders, toRequest, toResponse } from "./relay.ts";

/** Answers a request to one of the documented servers. */
type Responder = (server: string, received: HttpRequest) => Promise<ExchangeResult>;

/** Checks a request with the validator and with Prism, and Prism's answer with the validator again. */
export function createResponder(
  validator: SpecValidator,
  prism: Prism,
  choiceFor: (operation: Operation) => AnswerChoice,
): Responder {
  return async (server, received) => {
    const { method } = received;
    const request = toRequest(server, received);
    if (!request) {
      return rejection(undefined, "/", [
        violationOf(method, undefined, "request", "is not a request that fetch could send"),
      ]);
    }
    const check = await validator.checkRequest(request);
    const { operation, body } = check;
    const violations = [...check.violations, ...violationsOutsideRequest(received, operation)];
    // Prism never answers malformed bodies and crashes on some, so it only sees what passed the validator.
    if (!operation || violations.length > 0) return rejection(operation, check.path, violations);

    let wanted: Answer;
    try {
      wanted = chooseAnswer(operation, readPreference(received.headers) ?? choiceFor(operation));
    } catch (error) {
      return rejection(operation, operation.path, [violationOf(method, operation, "header/prefer", reasonOf(error))]);
    }
    const headers = relayedHeaders(received.headers);
    const checked = { operation, method, url: new URL(request.url), headers, bytes: received.body, body };
    try {
      return await answerWithPrism(server, checked, wanted);
    } catch (error) {
      const violation = violationOf(method, operation, "request", `Prism gave no answer: ${reasonOf(error)}`);
      return rejection(operation, operation.path, [{ ...violation, source: "prism" }]);
    }
  };

  async function answerWithPrism(server: string, request: CheckedRequest, wanted: Answer): Promise<ExchangeResult> {
    const { operation } = request;
    const { violations, answer } = await prism.answer(server, request, wanted);
    if (answer === undefined) return rejection(operation, operation.path, violations);
    const { operationId, path } = operation;
    const broken = [...violations, ...(await validator.checkResponse(operationId, toResponse(answer)))];
    if (broken.length === 0) return { operationId, path, violations: [], reply: answer };
    const title = "The documented answer breaks its own contract";
    return { operationId, path, violations: broken, reply: problemReply(500, title, broken) };
  }
}

function rejection(operation: Operation | undefined, path: string, violations: Violation[]): ExchangeResult {
  const reply = problemReply(400, "The request breaks the contract", violations);
  return { operationId: operation?.operationId, path, violations, reply };
}

/** Never a documented answer: a client must not mistake the mock's complaint for the provider's. */
function problemReply(status: number, title: string, violations: readonly Violation[]): HttpReply {
  return {
    status,
    headers: { "content-type": "application/problem+json", "x-contract-violations": String(violations.length) },
    body: JSON.stringify({ title, violations }, undefined, 2),
  };
}

/** Violations that a WHATWG `Request` cannot carry, so that the validator cannot see them. */
function violationsOutsideRequest(
  { method, body, tooLong }: HttpRequest,
  operation: Operation | undefined,
): Violation[] {
  if (tooLong) return [violationOf(method, operation, "body", "is longer than the mock's maxBodyBytes")];
  const bodiless = method === "GET" || method === "HEAD";
  return bodiless && body.length > 0 ? [violationOf(method, operation, "body", `is not allowed with ${method}`)] : [];
}

function violationOf(method: string, operation: Operation | undefined, field: string, message: string): Violation {
  const { operationId, path = "/", pointer: specLocation = "#" } = operation ?? {};
  return { operationId, method, path, field, message, specLocation, source: "validator" };
}

function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
