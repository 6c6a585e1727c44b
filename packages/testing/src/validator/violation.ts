/** One thing that is wrong with a part of a request or answer. A {@link Violation} adds the operation. */
export interface Finding {
  readonly field: string;
  readonly message: string;
  readonly specLocation: string;
}

/** One way in which a request, an answer or a webhook differs from the document. */
export interface Violation {
  /** The operation it was meant for; `undefined` if no operation was recognised. */
  readonly operationId: string | undefined;
  readonly method: string;
  /** The documented path template or the webhook's name; segments of an undocumented path are hidden. */
  readonly path: string;
  /** Where it is: `body/sender_id`, `header/x-api-key`, `query/page`, `host`, `response/status`. */
  readonly field: string;
  /** What is wrong and what would be right. Never the value that was sent: it may be a key or a phone number. */
  readonly message: string;
  /** JSON pointer into the bundled document, as a URI fragment. */
  readonly specLocation: string;
  readonly source: "validator" | "prism";
}

/**
 * Formats violations for people: under each call, a line for each field with what was sent and what would be right, and
 * under that the place in the document that says so. Returns an empty string if there are none.
 */
export function formatViolations(violations: readonly Violation[]): string {
  const calls = new Map<string, string[]>();
  for (const violation of violations) {
    const { operationId, method, path, field, message } = violation;
    const call = `${method} ${path}${operationId === undefined ? "" : ` (${operationId})`}`;
    calls.set(call, [...(calls.get(call) ?? [call]), `  ${field}: ${message}`, `    see ${placeOf(violation)}`]);
  }
  return [...calls.values()].map((lines) => lines.join("\n")).join("\n\n");
}

function placeOf({ specLocation, source }: Violation): string {
  return `openapi.yaml${specLocation}${source === "prism" ? " (found by Prism)" : ""}`;
}
