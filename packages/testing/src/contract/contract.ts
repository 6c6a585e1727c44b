import { type Mock, startMock } from "../mock/mock.ts";
import { loadSpec, type SpecSource } from "../openapi/document.ts";
import { isObject, type JsonObject } from "../openapi/json-pointer.ts";
import { requestCases } from "../openapi/request-case.ts";
import type { TestFunctions } from "../test-functions.ts";
import { createValidator } from "../validator/validator.ts";
import { testAnswers } from "./answers.ts";
import type { ContractContext } from "./context.ts";
import { testMutations } from "./mutations.ts";
import { type ContractClient, testRequests } from "./requests.ts";
import { testWebhooks } from "./webhooks.ts";

/** Options of {@link describeContract}. */
export interface ContractOptions {
  /** A provider's name, a path or file URL of a bundled document, or the document itself. */
  readonly spec: SpecSource;
  readonly test: TestFunctions;
  /** Sends the documented requests through a client of yours. Default: plain `fetch`. */
  readonly client?: (mock: Mock) => ContractClient;
  /** Starts the mock that is tested. Default `startMock`. */
  readonly start?: (spec: SpecSource) => Promise<Mock>;
}

/**
 * Defines the contract tests of a provider from its document alone: every documented request is accepted, every
 * documented answer arrives and conforms, every request with one thing wrong is rejected, the same for webhooks, and in
 * the end every operation was exercised. Throws at once if the validator does not accept the document.
 */
export function describeContract({ spec, test, client, start = startMock }: ContractOptions): void {
  const document = loadSpec(spec);
  const validator = createValidator(document);
  let mock: Mock | undefined;
  const context: ContractContext = {
    validator,
    cases: requestCases(document),
    exercised: new Set(),
    mock() {
      if (!mock) throw new Error("The mock did not start.");
      return mock;
    },
  };

  test.describe(`contract of ${nameOf(document)}`, () => {
    test.beforeAll(async () => {
      mock = await start(spec);
    });
    test.afterAll(async () => {
      await mock?.close();
    });
    testRequests(context, test, client);
    testAnswers(context, test);
    testMutations(context, test);
    testWebhooks(context, test);
    // Last, because it looks at what the tests before it did.
    test.it("every operation was exercised", async () => {
      const missed = validator.operations
        .map((operation) => operation.operationId)
        .filter((operationId) => !context.exercised.has(operationId));
      if (missed.length > 0) throw new Error(`Never called without a violation: ${missed.join(", ")}.`);
    });
  });
}

function nameOf({ info }: JsonObject): string {
  return isObject(info) ? String(info.title) : "an untitled document";
}
