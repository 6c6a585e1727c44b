import { invalidInput } from "../error/sms-error.ts";
import type { OperationDescription } from "./api-description.ts";

/**
 * Writes a checked body in the operation's media type. openapi-fetch would send `undefined` as a word in a form, join
 * lists with commas and fall back to JSON, so the serializer is ours and the media type comes from the spec.
 */
export function writeBody(
  provider: string,
  operation: OperationDescription,
  body: Readonly<Record<string, unknown>>,
): string | FormData {
  switch (operation.mediaType) {
    case "application/x-www-form-urlencoded":
      return new URLSearchParams(
        // A list is sent as one field per item, which is OpenAPI's default for forms.
        fieldsIn(body).flatMap(([name, value]) => [value].flat().map((one): [string, string] => [name, String(one)])),
      ).toString();
    case "multipart/form-data":
      return writeMultipart(provider, operation, fieldsIn(body));
    default:
      return JSON.stringify(body);
  }
}

function fieldsIn(body: Readonly<Record<string, unknown>>): [string, unknown][] {
  return Object.entries(body).filter(([, value]) => value !== undefined);
}

function writeMultipart(
  provider: string,
  operation: OperationDescription,
  fields: readonly (readonly [string, unknown])[],
): FormData {
  const form = new FormData();
  for (const [name, value] of fields) {
    if (!(value instanceof Blob)) {
      for (const one of [value].flat()) form.append(name, String(one));
      continue;
    }
    const type = partType(provider, name, value, operation.partTypes?.[name] ?? []);
    // A part without a file name is read as a plain field by most servers.
    form.append(name, value.type === type ? value : new Blob([value], { type }), fileName(value, name, type));
  }
  return form;
}

function partType(provider: string, name: string, { type }: Blob, accepted: readonly string[]): string {
  if (type === "" || accepted.length === 0) return type || (accepted[0] ?? "");
  if (accepted.includes(type.split(";")[0] ?? "")) return type;
  throw invalidInput(name, `has the content type ${type}; ${accepted.join(" or ")} is accepted.`, { provider });
}

function fileName(value: Blob, field: string, type: string): string {
  const given = "name" in value && typeof value.name === "string" ? value.name : "";
  return given !== "" ? given : type.split(";")[0] === "text/csv" ? `${field}.csv` : field;
}
