import type { DocumentedResponse, Operation } from "../openapi/operation.ts";
import { itemPointers, readText } from "../openapi/schema.ts";
import { checkResponseBody } from "./check-body.ts";
import type { SchemaSet } from "./schemas.ts";
import type { Finding } from "./violation.ts";

/** The entry that documents a status: the code itself, else its range, else `default`. */
function findResponse(operation: Operation, status: number): DocumentedResponse | undefined {
  const range = `${Math.floor(status / 100)}XX`;
  return [String(status), range, "default"]
    .map((code) => operation.responses.find((response) => response.code.toUpperCase() === code.toUpperCase()))
    .find((response) => response !== undefined);
}

/** Checks an answer's status, declared headers and body. Undocumented headers and fields are allowed. */
export async function checkResponse(schemas: SchemaSet, operation: Operation, response: Response): Promise<Finding[]> {
  const documented = findResponse(operation, response.status);
  if (!documented) {
    const codes = operation.responses.map(({ code }) => code).join(", ");
    return [
      {
        field: "response/status",
        message: `${response.status} is not in the spec; documented: ${codes}`,
        specLocation: operation.pointer,
      },
    ];
  }
  const bytes = new Uint8Array(await response.clone().arrayBuffer());
  const contentType = response.headers.get("content-type");
  return [
    ...documented.headers.flatMap((header) => {
      const text = response.headers.get(header.name);
      const field = `response/header/${header.name}`;
      if (text === null) {
        return header.required ? [{ field, message: "is missing; it is required", specLocation: header.pointer }] : [];
      }
      if (header.schemaPointer === undefined) return [];
      const pointers = [header.schemaPointer, ...itemPointers(schemas.document, [header.schemaPointer])];
      return schemas.check(header.schemaPointer, readText(schemas.document, text, pointers), field);
    }),
    ...checkResponseBody(schemas, documented.contents, documented.pointer, contentType, bytes),
  ];
}
