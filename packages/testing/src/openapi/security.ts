import { child, isArray, isObject, type JsonObject, joinPointer, type Located } from "./json-pointer.ts";

/** One credential: a header or query parameter, and what its value must look like. */
export interface Credential {
  /** Name of the security scheme. */
  readonly scheme: string;
  readonly in: "header" | "query";
  /** Header names are in lower case. */
  readonly name: string;
  /** Words that start the value, such as `Basic`. */
  readonly prefix: "" | `${string} `;
}

/** The credentials that an operation requires. */
export interface Security {
  /** Any one of these sets is enough. An empty set means that the call may be anonymous. */
  readonly alternatives: readonly (readonly Credential[])[];
  readonly pointer: string;
}

/** What an operation requires. Its own `security` replaces the document's. */
export function readSecurity(document: JsonObject, operation: Located, inherit: boolean): Security {
  const own = "security" in operation.value;
  const demanded = own ? operation.value.security : inherit ? document.security : undefined;
  const alternatives = (isArray(demanded) ? demanded : []).map((requirement) =>
    Object.keys(isObject(requirement) ? requirement : {}).map((scheme) => readCredential(document, scheme)),
  );
  return { alternatives, pointer: joinPointer(own ? operation.pointer : "#", "security") };
}

/** Every credential in the document. One that is sent where it is not asked for has leaked. */
export function allCredentials(document: JsonObject): Credential[] {
  const schemes = child(document, { value: document, pointer: "#" }, "components", "securitySchemes");
  return Object.keys(schemes?.value ?? {}).map((scheme) => readCredential(document, scheme));
}

function readCredential(document: JsonObject, scheme: string): Credential {
  const pointer = joinPointer("#/components/securitySchemes", scheme);
  const located = child(document, { value: document, pointer: "#" }, "components", "securitySchemes", scheme);
  if (!located) throw new Error(`${pointer}: this security scheme is used but not defined.`);
  const { type, in: place, name, scheme: http } = located.value;
  if (type === "apiKey" && (place === "header" || place === "query") && typeof name === "string") {
    return { scheme, in: place, name: place === "header" ? name.toLowerCase() : name, prefix: "" };
  }
  if (type === "http" && typeof http === "string") {
    return { scheme, in: "header", name: "authorization", prefix: `${http[0]?.toUpperCase()}${http.slice(1)} ` };
  }
  if (type === "oauth2" || type === "openIdConnect") {
    return { scheme, in: "header", name: "authorization", prefix: "Bearer " };
  }
  throw new Error(`${pointer}: only apiKey in a header or the query, http, oauth2 and openIdConnect are understood.`);
}

/** A value of the right form that is not a real credential. */
export function exampleCredential({ prefix }: Credential): string {
  return `${prefix}${prefix === "Basic " ? btoa("example-user:example-password") : "example-key"}`;
}
