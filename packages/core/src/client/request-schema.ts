import { redact } from "../error/redact.ts";
import { suggest } from "../error/suggest.ts";

/**
 * The part of JSON Schema that request bodies of the specs use, as the generated operation tables carry it.
 * The generator fails on a request schema with any other keyword, so no rule is dropped silently.
 */
export interface RequestSchema {
  readonly type?: string | readonly string[];
  readonly format?: string;
  readonly const?: unknown;
  readonly enum?: readonly unknown[];
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly pattern?: string;
  /** A value that fits the pattern, for the error message. */
  readonly example?: string;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly minItems?: number;
  readonly maxItems?: number;
  readonly items?: RequestSchema;
  readonly properties?: Readonly<Record<string, RequestSchema>>;
  readonly required?: readonly string[];
  readonly additionalProperties?: boolean;
  readonly dependentRequired?: Readonly<Record<string, readonly string[]>>;
  readonly anyOf?: readonly RequestSchema[];
  readonly oneOf?: readonly RequestSchema[];
  readonly not?: RequestSchema;
  readonly if?: RequestSchema;
  readonly then?: RequestSchema;
}

/** What is wrong with a value: the field, and a sentence that says what would be right. Never contains the value. */
export interface Problem {
  readonly field: string;
  readonly problem: string;
}

/** The first rule of the schema that the value breaks, or `undefined` if it breaks none. */
export function findProblem(schema: RequestSchema, value: unknown, field = "body"): Problem | undefined {
  return (
    findValueProblem(schema, value, field) ??
    findPartProblem(schema, value, field) ??
    findChoiceProblem(schema, value, field) ??
    findConditionalProblem(schema, value, field)
  );
}

function findValueProblem(schema: RequestSchema, value: unknown, field: string): Problem | undefined {
  const { type, format } = schema;
  if (type !== undefined) {
    const types = typeof type === "string" ? [type] : type;
    if (!types.some((one) => isOfType(one, format, value))) {
      const wanted = types.map((one) => nameOfType(one, format)).join(" or ");
      return { field, problem: `must be ${wanted}, not ${kindOf(value)}.` };
    }
  }
  if (schema.const !== undefined && value !== schema.const) {
    return { field, problem: `must be ${JSON.stringify(schema.const)}.` };
  }
  if (schema.enum !== undefined && !schema.enum.includes(value)) {
    return { field, problem: `must be one of ${schema.enum.map((one) => JSON.stringify(one)).join(", ")}.` };
  }
  return undefined;
}

function findPartProblem(schema: RequestSchema, value: unknown, field: string): Problem | undefined {
  if (typeof value === "string") return findTextProblem(schema, value, field);
  if (typeof value === "number") return findNumberProblem(schema, value, field);
  if (Array.isArray(value)) return findListProblem(schema, value, field);
  if (isObject(value)) return findObjectProblem(schema, value, field);
  return value instanceof Blob ? findFileProblem(schema, value, field) : undefined;
}

function findTextProblem(schema: RequestSchema, value: string, field: string): Problem | undefined {
  const { minLength = 0, maxLength = Number.POSITIVE_INFINITY, pattern } = schema;
  const length = [...value].length; // JSON Schema counts characters, not UTF-16 units.
  if (length < minLength && length === 0) return { field, problem: "is empty." };
  if (length < minLength) return { field, problem: `has ${length} characters; at least ${minLength} are needed.` };
  if (length > maxLength) return { field, problem: `has ${length} characters; at most ${maxLength} are allowed.` };
  if (pattern !== undefined && !new RegExp(pattern, "u").test(value)) {
    const { example } = schema;
    return { field, problem: example === undefined ? `must match ${pattern}` : `must be written like "${example}".` };
  }
  if (schema.format === "date" && !isDate(value)) return { field, problem: "must be a day, written YYYY-MM-DD." };
  if (schema.format === "uri" && !URL.canParse(value)) return { field, problem: "must be a URL." };
  return undefined;
}

function findFileProblem(
  { maxLength = Number.POSITIVE_INFINITY }: RequestSchema,
  file: Blob,
  field: string,
): Problem | undefined {
  return file.size > maxLength
    ? { field, problem: `has ${file.size} bytes; at most ${maxLength} are allowed.` }
    : undefined;
}

function isDate(value: string): boolean {
  const day = new Date(`${value}T00:00:00Z`);
  return /^\d{4}-\d{2}-\d{2}$/.test(value) && !Number.isNaN(day.getTime()) && day.toISOString().startsWith(value);
}

function findNumberProblem(schema: RequestSchema, value: number, field: string): Problem | undefined {
  const { minimum = Number.NEGATIVE_INFINITY, maximum = Number.POSITIVE_INFINITY } = schema;
  if (value < minimum) return { field, problem: `must be at least ${minimum}.` };
  if (value > maximum) return { field, problem: `must be at most ${maximum}.` };
  return undefined;
}

function findListProblem(schema: RequestSchema, value: readonly unknown[], field: string): Problem | undefined {
  const { minItems = 0, maxItems = Number.POSITIVE_INFINITY, items } = schema;
  if (value.length < minItems) return { field, problem: `has ${value.length} items; at least ${minItems} are needed.` };
  if (value.length > maxItems) return { field, problem: `has ${value.length} items; at most ${maxItems} are allowed.` };
  if (items === undefined) return undefined;
  return first(value.keys(), (index) => findProblem(items, value[index], `${field}[${index}]`));
}

function findObjectProblem(
  schema: RequestSchema,
  value: Readonly<Record<string, unknown>>,
  field: string,
): Problem | undefined {
  const { properties = {}, required = [], dependentRequired = {} } = schema;
  const inside = (key: string) => (field === "body" ? key : `${field}.${key}`);
  const present = Object.keys(value).filter((key) => value[key] !== undefined);
  const unknownKey =
    schema.additionalProperties === false ? present.find((key) => !Object.hasOwn(properties, key)) : undefined;
  if (unknownKey !== undefined) {
    return {
      field: inside(redact(unknownKey)),
      problem: `is not a field of this request; ${suggest(unknownKey, Object.keys(properties))}`,
    };
  }
  const missing =
    required.find((key) => !present.includes(key)) ??
    present
      .flatMap((key) => (Object.hasOwn(dependentRequired, key) ? (dependentRequired[key] ?? []) : []))
      .find((key) => !present.includes(key));
  if (missing !== undefined) return { field: inside(missing), problem: "is missing." };
  return first(present, (key) => {
    const property = Object.hasOwn(properties, key) ? properties[key] : undefined;
    return property === undefined ? undefined : findProblem(property, value[key], inside(key));
  });
}

function findChoiceProblem(schema: RequestSchema, value: unknown, field: string): Problem | undefined {
  return first([schema.anyOf, schema.oneOf], (choices) => {
    if (choices === undefined) return undefined;
    const problems = choices.map((choice) => findProblem(choice, value, field));
    const fitting = problems.filter((problem) => problem === undefined).length;
    if (fitting === 0) return problems[0];
    return choices === schema.oneOf && fitting > 1
      ? { field, problem: "fits several forms; only one may be used." }
      : undefined;
  });
}

function findConditionalProblem(schema: RequestSchema, value: unknown, field: string): Problem | undefined {
  if (schema.not !== undefined && findProblem(schema.not, value, field) === undefined) {
    return { field, problem: "is not allowed in this form." };
  }
  if (schema.if === undefined || schema.then === undefined) return undefined;
  return findProblem(schema.if, value, field) === undefined ? findProblem(schema.then, value, field) : undefined;
}

function first<Item>(items: Iterable<Item>, find: (item: Item) => Problem | undefined): Problem | undefined {
  for (const item of items) {
    const problem = find(item);
    if (problem !== undefined) return problem;
  }
  return undefined;
}

function isOfType(type: string, format: string | undefined, value: unknown): boolean {
  if (type === "string" && format === "binary") return value instanceof Blob;
  if (type === "integer") return Number.isSafeInteger(value);
  if (type === "number") return Number.isFinite(value);
  if (type === "object") return isObject(value);
  if (type === "array") return Array.isArray(value);
  if (type === "null") return value === null;
  if (type === "boolean") return typeof value === "boolean";
  return typeof value === "string";
}

function nameOfType(type: string, format: string | undefined): string {
  return type === "string" && format === "binary"
    ? "a Blob or File"
    : type === "integer"
      ? "a whole number"
      : type === "null"
        ? "null"
        : `${/^[aeiou]/.test(type) ? "an" : "a"} ${type}`;
}

function kindOf(value: unknown): string {
  if (value === null || value === undefined) return String(value);
  if (typeof value === "number" && !Number.isFinite(value)) return String(value);
  if (Array.isArray(value)) return "a list";
  return typeof value === "object" ? "an object" : `a ${typeof value}`;
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value) && !(value instanceof Blob);
}
