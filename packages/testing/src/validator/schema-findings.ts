import { suggest } from "@polysms/core";
import type { ErrorObject } from "ajv";
import { isObject } from "../openapi/json-pointer.ts";
import { describeKey, describeValue } from "./masked-description.ts";
import type { Finding } from "./violation.ts";

/** Turns Ajv's errors into findings that describe what was sent by kind and size, and quote only the document. */
export function toFindings(
  errors: readonly ErrorObject[],
  field: string,
  places: ReadonlyMap<unknown, string>,
): Finding[] {
  const findings = errors.map((error): Finding => {
    const keys = error.instancePath
      .split("/")
      .slice(1)
      .map((segment) => segment.replaceAll("~1", "/").replaceAll("~0", "~"));
    const extra = error.params.missingProperty ?? error.params.additionalProperty ?? error.params.unevaluatedProperty;
    return {
      field: [field, ...[...keys, ...(typeof extra === "string" ? [extra] : [])].map(describeKey)].join("/"),
      message: messageOf(error),
      specLocation: `${places.get(error.parentSchema) ?? error.schemaPath}/${error.keyword}`,
    };
  });
  // Branches of a oneOf often fail for the same reason.
  return findings.filter(
    (finding, index) =>
      findings.findIndex((other) => other.field === finding.field && other.message === finding.message) === index,
  );
}

function messageOf({ keyword, params, schema, parentSchema, data, message }: ErrorObject): string {
  const sent = describeValue(data);
  switch (keyword) {
    case "required":
      return "is missing; it is required";
    case "additionalProperties":
    case "unevaluatedProperties":
      return `is not in the spec; ${knownFields(parentSchema, params.additionalProperty ?? params.unevaluatedProperty)}`;
    case "type":
      return `is ${sent}; must be ${[params.type].flat().join(" or ")}`;
    case "enum":
      return `is ${sent}; must be one of ${list(schema)}`;
    case "const":
      return `is ${sent}; must be ${JSON.stringify(schema)}`;
    case "pattern":
      return `is ${sent} of another form; must match ${schema}`;
    case "format":
      return `is ${sent} of another form; must be a valid ${schema}`;
    case "uniqueItems":
      return `is ${sent}, some of them equal; must have no duplicates`;
    case "maxLength":
    case "maxItems":
      return `is ${sent}; must have at most ${schema}`;
    case "minLength":
    case "minItems":
      return `is ${sent}; must have at least ${schema}`;
    // One of the errors listed with these says what is wrong.
    case "oneOf":
    case "anyOf":
      return `is ${sent}; ${message}`;
    default:
      return `is ${sent}; ${message ?? `must satisfy ${keyword}`}`;
  }
}

function knownFields(schema: unknown, wrong: unknown): string {
  const properties = isObject(schema) && isObject(schema.properties) ? Object.keys(schema.properties) : [];
  if (properties.length === 0) return "no other field is documented";
  const suggestion = suggest(String(wrong), properties);
  const fields = properties.join(", ");
  return suggestion.startsWith("did you mean") ? `${suggestion} Documented: ${fields}` : `documented: ${fields}`;
}

function list(values: unknown): string {
  return Array.isArray(values) ? values.map((value) => JSON.stringify(value)).join(", ") : String(values);
}
