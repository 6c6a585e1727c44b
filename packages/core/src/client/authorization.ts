import { invalidInput } from "../error/sms-error.ts";
import type { ApiDescription, OperationDescription } from "./api-description.ts";
import type { ClientConfig } from "./client-options.ts";
import { type Credential, encodeBasic } from "./credentials.ts";
import type { Deadline } from "./deadline.ts";
import { failureBeforeSending } from "./failure.ts";
import { parseReply, type Reply } from "./reply.ts";

/** The headers that carry an operation's credentials, and the credentials behind them. */
interface Authorization {
  readonly headers: Readonly<Record<string, string>>;
  readonly used: readonly { readonly credential: Credential; readonly value: string }[];
}

/** Uses the first alternative of the operation's security for which every credential is given. */
export async function authorize(
  { api, credentials }: ClientConfig,
  operation: OperationDescription,
  deadline: Deadline,
): Promise<Authorization> {
  const alternatives = operation.security;
  const chosen = alternatives.find((all) => all.every((name) => credentials[name] !== undefined)) ?? alternatives[0];
  const headers: Record<string, string> = {};
  const used: { credential: Credential; value: string }[] = [];
  try {
    for (const name of chosen ?? []) {
      const credential = credentials[name];
      if (credential === undefined) {
        const schemes = alternatives.map((all) => all.join(" and ")).join(", or ");
        throw invalidInput("credentials", `of the kind that ${operation.id} needs were not given (${schemes}).`, {
          provider: api.provider,
          code: "config",
        });
      }
      const value = typeof credential === "string" ? credential : await deadline.within(credential.get());
      const [header, content] = headerOf(api, name, value);
      headers[header] = content;
      used.push({ credential, value });
    }
  } catch (error) {
    throw failureBeforeSending(api.provider, error, deadline);
  }
  return { headers, used };
}

/** Body fields that carry credentials, for providers that do not take them in a header. */
export function credentialFields({ api, credentials }: ClientConfig, operation: OperationDescription) {
  const fields: Record<string, string> = {};
  for (const [field, name] of Object.entries(operation.credentials ?? {})) {
    const value = credentials[name];
    if (typeof value !== "string") throw invalidInput(name, "is missing.", { provider: api.provider, code: "config" });
    fields[field] = value;
  }
  return fields;
}

/**
 * Whether the answer says that a renewable credential has expired. It is then discarded, and the call may be made again:
 * a documented rejection proves that nobody took the first one.
 */
export function hasExpired({ api }: ClientConfig, { used }: Authorization, reply: Reply): boolean {
  let expired = false;
  // A 204 has no body, and is not a rejection.
  if (reply.response.status === 204) return false;
  for (const { credential, value } of used) {
    if (typeof credential === "string") continue;
    // An answer that cannot be read does not prove a rejection: this throws, and nothing is sent again.
    const body = parseReply(api.provider, reply);
    if (!credential.expired({ httpStatus: reply.response.status, body })) continue;
    credential.discard(value);
    expired = true;
  }
  return expired;
}

function headerOf(api: ApiDescription, name: string, value: string): [string, string] {
  const scheme = api.securitySchemes[name];
  if (scheme?.kind === "header") return [scheme.header, value];
  if (scheme?.kind === "basic") return ["authorization", `Basic ${encodeBasic(value)}`];
  return ["authorization", `Bearer ${value}`];
}
