import type { Operation } from "../openapi/operation.ts";
import { isStrayWord } from "../openapi/schema.ts";
import type { Credential } from "../openapi/security.ts";
import type { Finding } from "./violation.ts";

interface Sent {
  readonly url: URL;
  readonly headers: Headers;
}

/**
 * Checks that one of the required sets of credentials is complete and well formed. `known` are all credentials of the
 * document: one that this operation does not ask for must not be sent to it.
 */
export function checkCredentials(operation: Operation, known: readonly Credential[], sent: Sent): Finding[] {
  const { alternatives, pointer } = operation.security;
  const required = alternatives.flat();
  const finding = (credential: Credential, message: string): Finding => ({
    field: fieldOf(credential),
    message,
    specLocation: pointer,
  });
  const leaked = known
    .filter(({ name, in: place }) => !required.some((each) => each.name === name && each.in === place))
    .filter((credential) => textOf(credential, sent) !== undefined)
    // Basic and Bearer share a header.
    .filter((credential, index, all) => all.findIndex((each) => fieldOf(each) === fieldOf(credential)) === index)
    .map((credential) => finding(credential, "is a credential that this operation does not ask for"));

  if (alternatives.length === 0 || alternatives.some((set) => set.every((each) => !problemOf(each, sent)))) {
    return leaked;
  }
  // The first set of which anything was sent is probably the one that was meant.
  const missing = alternatives.map((set) => set.filter((each) => problemOf(each, sent)));
  const attempted = alternatives.findIndex((set) => set.some((each) => textOf(each, sent) !== undefined));
  const meant = missing[attempted] ?? missing[0] ?? [];
  const others = alternatives.filter((_, index) => index !== Math.max(attempted, 0));
  const instead = others.map((set) => set.map(fieldOf).join(" and ")).join(", or ");
  return [
    ...leaked,
    ...meant.map((each) => finding(each, `${problemOf(each, sent)}${instead === "" ? "" : `, or send ${instead}`}`)),
  ];
}

export function fieldOf({ in: place, name }: Credential): string {
  return `${place}/${name}`;
}

function textOf(credential: Credential, { url, headers }: Sent): string | undefined {
  const text = credential.in === "header" ? headers.get(credential.name) : url.searchParams.get(credential.name);
  return text ?? undefined;
}

function problemOf(credential: Credential, sent: Sent): string | undefined {
  const text = textOf(credential, sent);
  const secretForm = credential.prefix === "Basic " ? "base64 of user:password" : "the key";
  const expected = credential.prefix === "" ? "must be the key" : `must be "${credential.prefix}" and ${secretForm}`;
  if (text === undefined || text === "") return `is missing; ${expected}`;
  if (!text.toLowerCase().startsWith(credential.prefix.toLowerCase())) return `has another form; ${expected}`;
  const secret = text.slice(credential.prefix.length);
  const parts = credential.prefix === "Basic " ? decodeBasic(secret) : [secret];
  if (parts === undefined || /\s/.test(secret)) return `has another form; ${expected}`;
  return parts.some((part) => part === "" || isStrayWord(part)) ? `is empty or a stray word; ${expected}` : undefined;
}

function decodeBasic(encoded: string): [user: string, password: string] | undefined {
  if (!/^[A-Za-z0-9+/]+={0,2}$/.test(encoded)) return undefined;
  const decoded = Buffer.from(encoded, "base64").toString("utf8");
  const colon = decoded.indexOf(":");
  return colon < 0 ? undefined : [decoded.slice(0, colon), decoded.slice(colon + 1)];
}
