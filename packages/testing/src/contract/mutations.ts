import { assertViolationOf, type ContractContext, sendDraft } from "./context.ts";
import type { TestFunctions } from "./contract.ts";
import { type Mutation, mutateRequest } from "./mutation/mutate.ts";

/** One test per way to spoil a documented request: the mock refuses it, for that very reason. */
export function testMutations(context: ContractContext, test: TestFunctions): void {
  const { referee, cases, mock } = context;
  const servers = [...new Set(referee.operations.flatMap((operation) => operation.servers))];
  test.describe("requests with one thing wrong", () => {
    for (const operation of referee.operations) {
      if (operation.kind === "webhook") continue;
      const own = cases.filter((each) => each.operation.operationId === operation.operationId);
      const mutations = distinct(own.flatMap((each) => mutateRequest(referee.schemas, each, servers)));
      for (const { title, field, draft } of mutations) {
        test.it(`${operation.operationId} refuses ${title}`, async () => {
          mock().reset();
          const response = await sendDraft(mock(), draft);
          await response.body?.cancel();
          if (response.status !== 400 || !Number(response.headers.get("x-contract-violations"))) {
            throw new Error(`The request was answered ${response.status} instead of being refused.`);
          }
          assertViolationOf(mock().violations, field);
        });
      }
    }
  });
}

/** Later examples add only what the first ones do not have. */
export function distinct(mutations: readonly Mutation[]): Mutation[] {
  return [...new Map(mutations.toReversed().map((mutation) => [mutation.title, mutation])).values()].reverse();
}
