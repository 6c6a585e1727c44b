import { isObject } from "../../openapi/json-pointer.ts";
import { isForm, parseMediaType } from "../../openapi/media-type.ts";
import type { Operation } from "../../openapi/operation.ts";
import { describeKey } from "../../validator/masked-description.ts";
import type { Violation } from "../../validator/violation.ts";
import type { PrismReply } from "./server.ts";

/**
 * What Prism found wrong, from its `sl-violations` header or, if it has no answer to give, from its problem document.
 */
export function readViolations(operation: Operation, reply: PrismReply): Violation[] {
  return [...fromHeader(reply), ...fromProblem(reply)]
    .filter(isObject)
    .filter((diagnostic) => diagnostic.severity === "Error")
    .map(({ location, code, message }) => ({
      operationId: operation.operationId,
      method: operation.method,
      path: operation.path,
      field: code === 401 ? "security" : fieldOf(location),
      // Prism quotes the name of an unknown key, which may be a whole body that was sent as the wrong type.
      message: String(message).replace(/; found '.*'$/s, ""),
      specLocation: operation.pointer,
      source: "prism",
    }));
}

/**
 * Leaves out what Prism reports about a form that it cannot read. It reads every field as one string, so it says that a
 * repeated key "must be array" and a JSON part "must be object", and that an encoded comma is a reserved character. The
 * validator has read such a body and found nothing wrong.
 */
export function withoutFalseErrors(
  violations: readonly Violation[],
  contentType: string | null,
  body: unknown,
): Violation[] {
  const essence = parseMediaType(contentType)?.essence ?? "";
  const structured = isObject(body) && Object.values(body).some((value) => typeof value === "object");
  return violations.filter(({ field, message }) => {
    if (!isForm(essence) || !field.startsWith("body")) return true;
    return !structured && !message.startsWith("Reserved characters");
  });
}

function fromHeader({ headers }: PrismReply): unknown[] {
  const text = headers["sl-violations"];
  if (typeof text !== "string") return [];
  try {
    const diagnostics: unknown = JSON.parse(text);
    return Array.isArray(diagnostics) ? diagnostics : [];
  } catch {
    // Prism cuts the header at 8 KB.
    return [{ location: ["request"], severity: "Error", message: "has more violations than Prism can list" }];
  }
}

function fromProblem({ headers, body, status }: PrismReply): unknown[] {
  if (parseMediaType(headers["content-type"] ?? null)?.essence !== "application/problem+json") return [];
  const problem: unknown = JSON.parse(body.toString("utf8"));
  // A provider may document problem+json itself.
  if (!isObject(problem) || !String(problem.type).startsWith("https://stoplight.io/prism/errors#")) return [];
  if (Array.isArray(problem.validation) && problem.validation.length > 0) {
    return problem.validation.map((each: unknown) => ({
      ...(isObject(each) ? each : {}),
      location: ["request", ...(isObject(each) && Array.isArray(each.location) ? each.location : [])],
    }));
  }
  // `detail` is left out: it quotes the path that was called.
  const code = problem.status === 401 ? 401 : status;
  return [{ location: ["request"], severity: "Error", code, message: `Prism: ${String(problem.title)}` }];
}

function fieldOf(location: unknown): string {
  const [side, ...segments] = Array.isArray(location) ? location.map(String) : [];
  const field = segments.map(describeKey).join("/");
  if (side === "response") return field === "" ? "response" : `response/${field}`;
  return field === "" ? "request" : field;
}
