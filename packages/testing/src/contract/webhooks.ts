import { assertNoViolations } from "../assertions/assertions.ts";
import { draftRequest, toRequest } from "../openapi/request-draft.ts";
import { assertViolationOf, type ContractContext } from "./context.ts";
import type { TestFunctions } from "./contract.ts";
import { mutatePayload } from "./mutation/mutate.ts";
import { distinct } from "./mutations.ts";

// Where the user's webhook lives is not part of the contract.
const receiver = "https://receiver.test/webhook";

/** One test per documented webhook payload, which is accepted, and per way to spoil it, which is refused. */
export function testWebhooks({ referee, cases, mock, exercised }: ContractContext, test: TestFunctions): void {
  const webhooks = referee.operations.filter((operation) => operation.kind === "webhook");
  if (webhooks.length === 0) return;
  test.describe("webhooks", () => {
    for (const { operationId, path } of webhooks) {
      const drafts = cases
        .filter((each) => each.operation.operationId === operationId)
        .map((each) => ({ requestCase: each, draft: { ...draftRequest(referee.document, each), path: "" } }));
      for (const { requestCase, draft } of drafts) {
        test.it(`${operationId} accepts ${requestCase.name}`, async () => {
          assertNoViolations(await mock().checkWebhook(path, toRequest(draft, receiver)));
          exercised.add(operationId);
        });
      }
      const mutations = drafts.flatMap(({ requestCase, draft }) => mutatePayload(referee.schemas, requestCase, draft));
      for (const { title, field, draft } of distinct(mutations)) {
        test.it(`${operationId} refuses ${title}`, async () => {
          assertViolationOf(await mock().checkWebhook(path, toRequest(draft, receiver)), field);
        });
      }
    }
  });
}
