import { type Mock, startMock } from "../mock/mock.ts";
import { loadSpec, type SpecSource } from "../openapi/document.ts";
import { isObject, type JsonObject } from "../openapi/json-pointer.ts";
import { requestCases } from "../openapi/request-case.ts";
import { createValidator } from "../validator/validator.ts";
import { testAnswers } from "./answers.ts";
import type { ContractContext } from "./context.ts";
import { testMutations } from "./mutations.ts";
import { type ContractClient, testRequests } from "./requests.ts";
import { testWebhooks } from "./webhooks.ts";

/** The functions of a test framework: vitest's and jest's as they are, of node:test `before` and `after`. */
export interface TestFunctions {
  describe(title: string, define: () => void): unknown;
  it(title: string, run: () => Promise<void>): unknown;
  beforeAll(run: () => Promise<void>): unknown;
  afterAll(run: () => Promise<void>): unknown;
}

export interface ContractOptions {
  /** A provider's name, a path or file URL of a bundled document, or the document itself. */
  readonly spec: SpecSource;
  readonly test: TestFunctions;
  /** Sends the documented requests through a client of yours; without it they go through `fetch`. */
  readonly client?: (mock: Mock) => ContractClient;
  /** Starts the mock that is tested; `startMock` unless given. */
  readonly start?: (spec: SpecSource) => Promise<Mock>;
}

/**
 * Defines the contract tests of a provider from its document alone: every documented request is accepted, every
 * documented answer arrives and conforms, every request with one thing wrong is refused, likewise for webhooks, and
 * finally every operation was exercised. Throws at once on a document that the referee refuses.
 */
export function describeContract({ spec, test, client, start = startMock }: ContractOptions): void {
  const document = loadSpec(spec);
  const referee = createValidator(document);
  let mock: Mock | undefined;
  const context: ContractContext = {
    referee,
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
    // Last, because it judges the tests before it.
    test.it("every operation was exercised", async () => {
      const missed = referee.operations
        .map((operation) => operation.operationId)
        .filter((operationId) => !context.exercised.has(operationId));
      if (missed.length > 0) throw new Error(`Never called without a violation: ${missed.join(", ")}.`);
    });
  });
}

function nameOf({ info }: JsonObject): string {
  return isObject(info) ? String(info.title) : "an untitled document";
}
