import { isDeepStrictEqual } from "node:util";
import { isObject } from "../openapi/json-pointer.ts";
import { type RequestCase, withoutCredentials } from "../openapi/request-case.ts";
import { draftRequest, toRequest } from "../openapi/request-draft.ts";
import type { ContractContext } from "./context.ts";

/**
 * Fails when a client sent a right request, but not the one it was given: a field dropped on the way is no violation.
 * Credentials are the client's own and are not compared.
 */
export async function assertSentAsDocumented(context: ContractContext, requestCase: RequestCase): Promise<void> {
  const { referee, mock } = context;
  const { operation } = requestCase;
  const received = mock().requests(operation.operationId).at(-1);
  if (!received) throw new Error(`No request for ${operation.operationId} reached the mock.`);
  const wanted = toRequest(
    draftRequest(referee.document, requestCase),
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
  const { body } = await referee.checkRequest(received);
  differences.push(...bodyDifferences(context, requestCase, body));
  if (differences.length > 0) {
    throw new Error(`The client sent something else than it was given: ${differences.join(", ")} differs.`);
  }
}

function bodyDifferences({ referee }: ContractContext, requestCase: RequestCase, received: unknown): string[] {
  const wanted = withoutCredentials(referee.document, requestCase);
  const sent = withoutCredentials(referee.document, { ...requestCase, body: received });
  if (!isObject(wanted) || !isObject(sent)) return isDeepStrictEqual(wanted, sent) ? [] : ["body"];
  return [...new Set([...Object.keys(wanted), ...Object.keys(sent)])]
    .filter((name) => !isDeepStrictEqual(wanted[name], sent[name]))
    .map((name) => `body/${name}`);
}

function basePath({ server }: RequestCase): string {
  return new URL(server).pathname.replace(/\/$/, "");
}
