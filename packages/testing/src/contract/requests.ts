import type { Mock } from "../mock/mock.ts";
import { type Answer, listAnswers } from "../openapi/answers.ts";
import type { JsonObject } from "../openapi/json-pointer.ts";
import { type RequestCase, withoutCredentials } from "../openapi/request-case.ts";
import { draftBody, draftRequest } from "../openapi/request-draft.ts";
import type { TestFunctions } from "../test-functions.ts";
import { type ContractContext, cleanExchange, sendCase, sendDraft } from "./context.ts";
import { assertSentAsDocumented } from "./fidelity.ts";

/** Your client, as the contract tests call it. */
export interface ContractClient {
  /**
   * Sends one documented request. The client adds its own credentials, including those in the body. It may reject after
   * a documented error (400 and above); any other rejection fails the test. What it resolves with is ignored.
   */
  call(
    operation: { readonly operationId: string; readonly method: string; readonly path: string },
    example: ClientExample,
  ): Promise<unknown>;
}

/** A documented request, for a client. */
export interface ClientExample {
  readonly name: string;
  readonly mediaType: string | undefined;
  /** Without the fields that the document marks `x-credential`. Files are `File` objects. */
  readonly body: unknown;
  readonly parameters: { readonly path: JsonObject; readonly query: JsonObject; readonly header: JsonObject };
}

/** One test for each documented request: it is accepted, and gets the answer of the same name if there is one. */
export function testRequests(
  context: ContractContext,
  test: TestFunctions,
  client: ((mock: Mock) => ContractClient) | undefined,
): void {
  test.describe("documented requests", () => {
    for (const requestCase of context.cases) {
      const { operation, name } = requestCase;
      if (operation.kind === "webhook") continue;
      test.it(`${operation.operationId} accepts ${name}`, async () => {
        const mock = context.mock();
        mock.reset();
        const answer = answerNamed(requestCase);
        if (answer) mock.respondWith(operation.operationId, { status: answer.status, example: name });
        if (client) await callClient(context, client(mock), requestCase);
        else await sendCase(context, requestCase);
        const { status } = cleanExchange(context, requestCase);
        if (client) await assertSentAsDocumented(context, requestCase);
        if (answer && status !== answer.status) throw new Error(`Answered ${status} instead of ${answer.status}.`);
      });
    }
    testAlternatives(context, test);
  });
}

/** One test for each further set of credentials that an operation takes. */
function testAlternatives(context: ContractContext, test: TestFunctions): void {
  const seen = new Set<string>();
  for (const requestCase of context.cases) {
    const { operation } = requestCase;
    const [, ...others] = operation.security.alternatives;
    if (operation.kind === "webhook" || seen.has(operation.operationId)) continue;
    seen.add(operation.operationId);
    for (const set of others) {
      const names = set.map(({ scheme }) => scheme).join(" and ") || "no credentials";
      test.it(`${operation.operationId} accepts ${names}`, async () => {
        const mock = context.mock();
        mock.reset();
        const security = { ...operation.security, alternatives: [set] };
        const draft = draftRequest(context.validator.document, {
          ...requestCase,
          operation: { ...operation, security },
        });
        await sendDraft(mock, draft);
        cleanExchange(context, requestCase);
      });
    }
  }
}

function answerNamed({ operation, name }: RequestCase): Answer | undefined {
  const named = listAnswers(operation).filter(({ example }) => example === name);
  return named.find(({ status }) => status < 300) ?? named[0];
}

async function callClient(context: ContractContext, client: ContractClient, requestCase: RequestCase): Promise<void> {
  const { operation, name, content, parameters } = requestCase;
  const { operationId, method, path } = operation;
  const body = clientBody(context, requestCase);
  try {
    await client.call({ operationId, method, path }, { name, mediaType: content?.mediaType, body, parameters });
  } catch (error) {
    const answered = context.mock().exchanges.at(-1);
    if (!answered || answered.violations.length > 0 || answered.status < 400) {
      cleanExchange(context, requestCase);
      throw error;
    }
  }
}

function clientBody({ validator }: ContractContext, requestCase: RequestCase): unknown {
  const body = withoutCredentials(validator.document, requestCase);
  const drafted = draftBody(validator.document, requestCase, body);
  if (drafted === undefined || typeof drafted === "string") return body;
  const files = drafted.filter(([, value]) => value instanceof File);
  return { ...(body as JsonObject), ...Object.fromEntries(files) };
}
