import { isArray, isObject, type JsonObject } from "../../openapi/json-pointer.ts";

/** A value that breaks one keyword of a schema, and how the title of a test describes it. */
interface BadValue {
  readonly value: unknown;
  readonly fault: string;
}

const typeCandidates: readonly (readonly [type: string, value: unknown])[] = [
  ["string", "contract-text"],
  ["number", 7.5],
  ["boolean", true],
  ["object", {}],
  ["array", []],
];

/**
 * Values that a schema must reject, one for each keyword. With `asText`, values are sent as text (forms, queries),
 * where only numbers and booleans can have a wrong type.
 */
export function badValues(schema: JsonObject, value: unknown, asText: boolean): BadValue[] {
  return [
    ...wrongType(schema, asText),
    ...(typeof value === "string" ? wrongText(schema, value) : []),
    ...(typeof value === "number" ? wrongNumber(schema) : []),
    ...(isArray(value) ? wrongList(schema, value) : []),
    ...notListed(schema),
  ];
}

function wrongType({ type }: JsonObject, asText: boolean): BadValue[] {
  const types = [type].flat().filter((each) => typeof each === "string");
  if (types.length === 0) return [];
  if (asText) {
    const takesAnyText = types.some((each) => !["integer", "number", "boolean"].includes(each));
    return takesAnyText ? [] : [{ value: "contract-text", fault: "of the wrong type" }];
  }
  const other = typeCandidates.find(([candidate]) => !types.includes(candidate));
  return other ? [{ value: other[1], fault: "of the wrong type" }] : [];
}

function wrongText({ maxLength, minLength, pattern, format }: JsonObject, value: string): BadValue[] {
  const bad: BadValue[] = [];
  if (typeof maxLength === "number") {
    bad.push({ value: value.padEnd(maxLength + 1, value.at(-1) ?? "x"), fault: "over its maximum length" });
  }
  if (typeof minLength === "number" && minLength > 0) {
    bad.push({ value: value.slice(0, minLength - 1), fault: "under its minimum length" });
  }
  if (typeof pattern === "string") {
    const expression = new RegExp(pattern, "u");
    const candidates = ["!", "contract text", "0", "a", "", `${value}\n!`];
    const other = candidates.find((candidate) => !expression.test(candidate));
    if (other !== undefined) bad.push({ value: other, fault: "that does not match its pattern" });
  }
  if (typeof format === "string" && ["uri", "date", "time", "date-time", "email", "uuid"].includes(format)) {
    bad.push({ value: "contract text", fault: `that is not a ${format}` });
  }
  return bad;
}

function wrongNumber({ minimum, maximum, exclusiveMinimum, exclusiveMaximum, multipleOf }: JsonObject): BadValue[] {
  const bad: BadValue[] = [];
  if (typeof minimum === "number") bad.push({ value: minimum - 1, fault: "below its minimum" });
  if (typeof maximum === "number") bad.push({ value: maximum + 1, fault: "above its maximum" });
  if (typeof exclusiveMinimum === "number") bad.push({ value: exclusiveMinimum, fault: "at its exclusive minimum" });
  if (typeof exclusiveMaximum === "number") bad.push({ value: exclusiveMaximum, fault: "at its exclusive maximum" });
  if (typeof multipleOf === "number")
    bad.push({ value: multipleOf * 1.5, fault: `that is not a multiple of ${multipleOf}` });
  return bad;
}

function wrongList({ minItems, maxItems, uniqueItems }: JsonObject, value: readonly unknown[]): BadValue[] {
  const bad: BadValue[] = [];
  if (typeof maxItems === "number" && maxItems < 1_000) {
    const longer = Array.from({ length: maxItems + 1 }, (_, index) => value[index] ?? value[0]);
    bad.push({ value: longer, fault: "with too many items" });
  }
  if (typeof minItems === "number" && minItems > 0) {
    bad.push({ value: value.slice(0, minItems - 1), fault: "with too few items" });
  }
  if (uniqueItems === true && value.length > 0) bad.push({ value: [value[0], value[0]], fault: "with equal items" });
  return bad;
}

function notListed(schema: JsonObject): BadValue[] {
  const allowed = isArray(schema.enum) ? schema.enum : "const" in schema ? [schema.const] : [];
  if (allowed.length === 0 || allowed.some(isObject)) return [];
  const value = allowed.every((each) => typeof each === "number") ? 987_654_321 : "contract-unlisted";
  return [{ value, fault: "outside its documented values" }];
}
