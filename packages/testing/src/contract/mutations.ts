import type { TestFunctions } from "../test-functions.ts";
import { assertViolationOf, type ContractContext, sendDraft } from "./context.ts";
import { mutateRequest } from "./mutation/mutate.ts";
import type { Mutation } from "./mutation/mutation.ts";

/** One test for each way to spoil a documented request: the mock rejects it and reports the right field. */
export function testMutations(context: ContractContext, test: TestFunctions): void {
  const { validator, cases, mock } = context;
  const servers = [...new Set(validator.operations.flatMap((operation) => operation.servers))];
  test.describe("requests with one thing wrong", () => {
    for (const operation of validator.operations) {
      if (operation.kind === "webhook") continue;
      const own = cases.filter((each) => each.operation.operationId === operation.operationId);
      const mutations = distinct(own.flatMap((each) => mutateRequest(validator.schemas, each, servers)));
      for (const { title, field, draft } of mutations) {
        test.it(`${operation.operationId} rejects ${title}`, async () => {
          mock().reset();
          const response = await sendDraft(mock(), draft);
          await response.body?.cancel();
          if (response.status !== 400 || !Number(response.headers.get("x-contract-violations"))) {
            throw new Error(`The request was answered ${response.status} instead of being rejected.`);
          }
          assertViolationOf(mock().violations, field);
        });
      }
    }
  });
}

/** Leaves out mutations with the same title: later examples add only what earlier ones do not have. */
export function distinct(mutations: readonly Mutation[]): Mutation[] {
  return [...new Map(mutations.toReversed().map((mutation) => [mutation.title, mutation])).values()].reverse();
}
