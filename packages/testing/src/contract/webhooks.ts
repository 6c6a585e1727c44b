import { assertNoViolations } from "../assertions/assertions.ts";
import { draftRequest, toRequest } from "../openapi/request-draft.ts";
import type { TestFunctions } from "../test-functions.ts";
import { assertViolationOf, type ContractContext } from "./context.ts";
import { mutatePayload } from "./mutation/mutate.ts";
import { distinct } from "./mutations.ts";

// The URL of the user's webhook is not part of the contract.
const receiver = "https://receiver.test/webhook";

/**
 * One test for each documented payload of a webhook, which is accepted, and for each way to spoil it, which is
 * rejected.
 */
export function testWebhooks({ validator, cases, mock, exercised }: ContractContext, test: TestFunctions): void {
  const webhooks = validator.operations.filter((operation) => operation.kind === "webhook");
  if (webhooks.length === 0) return;
  test.describe("webhooks", () => {
    for (const { operationId, path } of webhooks) {
      const drafts = cases
        .filter((each) => each.operation.operationId === operationId)
        .map((each) => ({ requestCase: each, draft: { ...draftRequest(validator.document, each), path: "" } }));
      for (const { requestCase, draft } of drafts) {
        test.it(`${operationId} accepts ${requestCase.name}`, async () => {
          assertNoViolations(await mock().checkWebhook(path, toRequest(draft, receiver)));
          exercised.add(operationId);
        });
      }
      const mutations = drafts.flatMap(({ requestCase, draft }) =>
        mutatePayload(validator.schemas, requestCase, draft),
      );
      for (const { title, field, draft } of distinct(mutations)) {
        test.it(`${operationId} rejects ${title}`, async () => {
          assertViolationOf(await mock().checkWebhook(path, toRequest(draft, receiver)), field);
        });
      }
    }
  });
}
