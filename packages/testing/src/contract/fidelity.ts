import { isDeepStrictEqual } from "node:util";
import { isObject } from "../openapi/json-pointer.ts";
import { type RequestCase, withoutCredentials } from "../openapi/request-case.ts";
import { draftRequest, toRequest } from "../openapi/request-draft.ts";
import type { ContractContext } from "./context.ts";

/**
 * Fails if a client sent a valid request that is not the one it was given: a field that it dropped may break no rule of
 * the document. Credentials belong to the client and are not compared.
 */
export async function assertSentAsDocumented(context: ContractContext, requestCase: RequestCase): Promise<void> {
  const { validator, mock } = context;
  const { operation } = requestCase;
  const received = mock().requests(operation.operationId).at(-1);
  if (!received) throw new Error(`No request for ${operation.operationId} reached the mock.`);
  const wanted = toRequest(
    draftRequest(validator.document, requestCase),
    new URL(received.url).origin + basePath(requestCase),
  );

  const differences: string[] = [];
  const [url, wantedUrl] = [new URL(received.url), new URL(wanted.url)];
  if (url.pathname !== wantedUrl.pathname) differences.push("path");
  const credentials = operation.security.alternatives.flat().map(({ name }) => name);
  for (const name of new Set([...url.searchParams.keys(), ...wantedUrl.searchParams.keys()])) {
    const same = isDeepStrictEqual(url.searchParams.getAll(name), wantedUrl.searchParams.getAll(name));
    if (!same && !credentials.includes(name)) differences.push(`query/${name}`);
  }
  for (const name of Object.keys(requestCase.parameters.header)) {
    if (received.headers.get(name) !== wanted.headers.get(name)) differences.push(`header/${name}`);
  }
  const { body } = await validator.checkRequest(received);
  differences.push(...bodyDifferences(context, requestCase, body));
  if (differences.length > 0) {
    throw new Error(`The client did not send what it was given: ${differences.join(", ")} differs.`);
  }
}

function bodyDifferences({ validator }: ContractContext, requestCase: RequestCase, received: unknown): string[] {
  const wanted = withoutCredentials(validator.document, requestCase);
  const sent = withoutCredentials(validator.document, { ...requestCase, body: received });
  if (!isObject(wanted) || !isObject(sent)) return isDeepStrictEqual(wanted, sent) ? [] : ["body"];
  return [...new Set([...Object.keys(wanted), ...Object.keys(sent)])]
    .filter((name) => !isDeepStrictEqual(wanted[name], sent[name]))
    .map((name) => `body/${name}`);
}

function basePath({ server }: RequestCase): string {
  return new URL(server).pathname.replace(/\/$/, "");
}
