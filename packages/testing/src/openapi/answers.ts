import type { Operation } from "./operation.ts";

/** One documented answer of an operation. */
export interface Answer {
  /** Code and example, for titles and tables: `200 accepted`, or `200` for an answer without an example. */
  readonly key: string;
  /** As documented: `200`, `4XX`, `default`. */
  readonly code: string;
  /** The code as a number; for a range or `default`, a status that it covers. */
  readonly status: number;
  readonly mediaType: string | undefined;
  /** Name of the example; `undefined` for an answer without one. */
  readonly example: string | undefined;
  /** Value of the example: the body. */
  readonly value: unknown;
}

/** Chooses a documented answer by status, by example, or by both. */
export interface AnswerChoice {
  /** A documented status, or one that a documented range or `default` covers. */
  readonly status?: number | undefined;
  /** Name of a documented example. */
  readonly example?: string | undefined;
}

/** Lists the documented answers of an operation, one for each status and example. */
export function listAnswers(operation: Operation): Answer[] {
  return operation.responses.flatMap(({ code, contents }): Answer[] => {
    const status = statusFor(operation, code);
    const without: Answer = { key: code, code, status, mediaType: undefined, example: undefined, value: undefined };
    if (contents.length === 0) return [without];
    return contents.flatMap(({ mediaType, examples }): Answer[] =>
      examples.length === 0
        ? [{ ...without, mediaType }]
        : examples.map(({ name, value }) => ({
            key: `${code} ${name}`,
            code,
            status,
            mediaType,
            example: name,
            value,
          })),
    );
  });
}

/**
 * Finds the documented answer for a choice. An example alone is enough to find its status; an empty choice means the
 * first success. Throws, and lists what is documented, if there is no such answer or several statuses have the example.
 */
export function chooseAnswer(operation: Operation, { status, example }: AnswerChoice): Answer {
  const answers = listAnswers(operation);
  const code = status === undefined ? undefined : codeFor(operation, status);
  if (status !== undefined && code === undefined) {
    throw new Error(`${operation.operationId} documents no status ${status}. ${documentedAnswers(answers)}`);
  }
  const fitting = answers.filter(
    (answer) => (code === undefined || answer.code === code) && (example === undefined || answer.example === example),
  );
  // JavaScript lists integer-like keys in ascending order, so the first success is the lowest status.
  const successes = fitting.filter((answer) => answer.status >= 200 && answer.status < 300);
  const [first] = successes.length > 0 ? successes : fitting;
  if (!first) {
    const where = status === undefined ? "" : ` for status ${status}`;
    throw new Error(
      `${operation.operationId} documents no example "${example}"${where}. ${documentedAnswers(answers)}`,
    );
  }
  const codes = [...new Set(fitting.map((answer) => answer.code))];
  if (example !== undefined && successes.length === 0 && codes.length > 1) {
    throw new Error(`${operation.operationId} documents "${example}" for ${codes.join(" and ")}; pass the status too.`);
  }
  return status === undefined ? first : { ...first, status };
}

/** The operation that has an answer with this example. Throws, and lists the examples, unless exactly one has it. */
export function operationWithExample(operations: readonly Operation[], example: string): Operation {
  const named = operations.map((operation) => ({
    operation,
    names: [...new Set(listAnswers(operation).flatMap((answer) => answer.example ?? []))],
  }));
  const [first, ...others] = named.filter(({ names }) => names.includes(example));
  if (first !== undefined && others.length === 0) return first.operation;
  if (first !== undefined) {
    const ids = [first, ...others].map(({ operation }) => operation.operationId);
    const call = `respondWith(${JSON.stringify(ids[0])}, ${JSON.stringify(example)})`;
    throw new Error(`${ids.join(", ")} all document an answer "${example}"; pass the operation too: ${call}.`);
  }
  const known = named.flatMap(({ operation, names }) =>
    names.length === 0 ? [] : `${operation.operationId}: ${names.join(", ")}`,
  );
  throw new Error(
    `No operation documents an answer "${example}". The document has ${known.join("; ") || "no examples"}.`,
  );
}

function documentedAnswers(answers: readonly Answer[]): string {
  const codes = [...new Set(answers.map((answer) => answer.code))];
  const lines = codes.map((code) => {
    const examples = answers.flatMap((answer) => (answer.code === code ? (answer.example ?? []) : []));
    return examples.length > 0 ? `${code} (${examples.join(", ")})` : code;
  });
  return `It has ${lines.join(", ") || "no answers"}.`;
}

function codeFor(operation: Operation, status: number): string | undefined {
  const codes = operation.responses.map(({ code }) => code);
  const range = `${Math.floor(status / 100)}XX`;
  return [String(status), range, "default"].find((code) => codes.includes(code));
}

/** The lowest status that a code covers and that no more specific code covers. */
function statusFor(operation: Operation, code: string): number {
  if (/^\d{3}$/.test(code)) return Number(code);
  const start = code === "default" ? 500 : Number(code[0]) * 100;
  const candidates = Array.from({ length: 500 }, (_, index) => 100 + ((start - 100 + index) % 500));
  return candidates.find((status) => status >= 200 && codeFor(operation, status) === code) ?? start;
}
