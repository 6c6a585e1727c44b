import { isObject } from "../../openapi/json-pointer.ts";
import { isForm, parseMediaType } from "../../openapi/media-type.ts";
import type { Operation } from "../../openapi/operation.ts";
import { describeKey } from "../../validator/masked-description.ts";
import type { Violation } from "../../validator/violation.ts";
import type { PrismReply } from "./server.ts";

/** What Prism found wrong, from its `sl-violations` header or, when it has no answer to give, its problem document. */
export function readPrismVerdict(operation: Operation, reply: PrismReply): Violation[] {
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
 * Leaves out what Prism says about a body that it cannot read.
 * It takes every form field for one text, so a repeated key "must be array" and a JSON part "must be object"; and it
 * calls an encoded comma a reserved character. The referee has read such a body and found nothing.
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
