import { type Answer, type AnswerChoice, chooseAnswer } from "../openapi/answers.ts";
import type { Operation } from "../openapi/operation.ts";
import type { RequestCheck, SpecValidator } from "../validator/validator.ts";
import type { Violation } from "../validator/violation.ts";
import type { ExchangeResult } from "./exchange.ts";
import type { RawMessage, Reply } from "./http-server.ts";
import { answerPath } from "./prism/document.ts";
import type { PrismServer } from "./prism/server.ts";
import { readPrismVerdict, withoutFalseErrors } from "./prism/violations.ts";
import { preferring, readPreference, relayedHeaders, targetBelow, toReply, toRequest, toResponse } from "./relay.ts";

export type Examiner = (server: string, message: RawMessage) => Promise<ExchangeResult>;

/** Runs a request past the referee and past Prism, and Prism's answer past the referee again. */
export function createExaminer(
  referee: SpecValidator,
  prism: PrismServer,
  choiceFor: (operation: Operation) => AnswerChoice,
): Examiner {
  return async (server, message) => {
    const request = toRequest(server, message);
    if (!request) return refused(message, undefined, [["request", "is not a request that fetch could send"]]);

    const verdict = await referee.checkRequest(request);
    const violations = [...verdict.violations, ...limitViolations(message, verdict.operation)];
    const { operation } = verdict;
    // Prism never answers malformed bodies and dies of some, so it sees only what the referee let through.
    if (!operation || violations.length > 0) return refusal(operation, verdict.path, violations);

    let answer: Answer;
    try {
      answer = chooseAnswer(operation, readPreference(message.headers) ?? choiceFor(operation));
    } catch (error) {
      return refused(message, operation, [["header/prefer", error instanceof Error ? error.message : String(error)]]);
    }
    try {
      return await answerByPrism(server, message, request, operation, verdict, answer);
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      const violation = violationOf(message.method, operation, "request", `Prism gave no answer: ${reason}`);
      return { ...refusal(operation, operation.path, [{ ...violation, source: "prism" }]) };
    }
  };

  async function answerByPrism(
    server: string,
    message: RawMessage,
    request: Request,
    operation: Operation,
    verdict: RequestCheck,
    answer: Answer,
  ): Promise<ExchangeResult> {
    const contentType = request.headers.get("content-type");
    const headers = { ...relayedHeaders(message.headers), ...preferring(answer) };
    const target = targetBelow(server, new URL(request.url));
    let reply = await prism.ask({ method: message.method, target, headers, body: message.body });

    const found = readPrismVerdict(operation, reply).filter(({ field }) => !field.startsWith("response"));
    const faults = withoutFalseErrors(found, contentType, verdict.body);
    if (faults.length > 0) return refusal(operation, operation.path, faults);
    if (found.length > 0) {
      // Prism's errors were false, but it answered as if they were true; ask for the answer alone.
      const empty = new Uint8Array();
      reply = await prism.ask({
        method: "GET",
        target: answerPath(operation),
        headers: preferring(answer),
        body: empty,
      });
    }

    const answered = toReply(reply);
    const { operationId, path } = operation;
    const broken = [
      ...readPrismVerdict(operation, reply),
      ...(await referee.checkResponse(operationId, toResponse(answered))),
    ];
    if (broken.length === 0) return { operationId, path, violations: [], reply: answered };
    const title = "The documented answer breaks its own contract";
    return { operationId, path, violations: broken, reply: problemReply(500, title, broken) };
  }
}

type Complaint = readonly [field: string, message: string];

function refused(message: RawMessage, operation: Operation | undefined, complaints: Complaint[]): ExchangeResult {
  const violations = complaints.map(([field, text]) => violationOf(message.method, operation, field, text));
  return refusal(operation, operation?.path ?? "/", violations);
}

function refusal(operation: Operation | undefined, path: string, violations: Violation[]): ExchangeResult {
  const reply = problemReply(400, "The request breaks the contract", violations);
  return { operationId: operation?.operationId, path, violations, reply };
}

/** Never a documented answer: a client must not take the mock's complaint for the provider's. */
function problemReply(status: number, title: string, violations: readonly Violation[]): Reply {
  return {
    status,
    headers: { "content-type": "application/problem+json", "x-contract-violations": String(violations.length) },
    body: JSON.stringify({ title, violations }, undefined, 2),
  };
}

/** What a WHATWG Request cannot carry, and so the referee cannot see. */
function limitViolations({ method, body, tooLong }: RawMessage, operation: Operation | undefined): Violation[] {
  if (tooLong) return [violationOf(method, operation, "body", "is longer than the mock's maximumBodyBytes")];
  const bodiless = method === "GET" || method === "HEAD";
  return bodiless && body.length > 0 ? [violationOf(method, operation, "body", `is not allowed with ${method}`)] : [];
}

function violationOf(method: string, operation: Operation | undefined, field: string, message: string): Violation {
  const { operationId, path = "/", pointer: specLocation = "#" } = operation ?? {};
  return { operationId, method, path, field, message, specLocation, source: "validator" };
}
