import { isDeepStrictEqual } from "node:util";
import { assertNoViolations } from "../assertions/assertions.ts";
import { type Answer, listAnswers } from "../openapi/answers.ts";
import { isJson } from "../openapi/media-type.ts";
import type { TestFunctions } from "../test-functions.ts";
import { type ContractContext, cleanExchange, sendCase } from "./context.ts";

/** One test for each documented answer: it arrives as documented, and the validator finds nothing wrong with it. */
export function testAnswers(context: ContractContext, test: TestFunctions): void {
  test.describe("documented answers", () => {
    for (const operation of context.validator.operations) {
      const requestCase = context.cases.find((each) => each.operation.operationId === operation.operationId);
      if (operation.kind === "webhook" || !requestCase) continue;
      for (const answer of listAnswers(operation)) {
        test.it(`${operation.operationId} answers ${answer.key}`, async () => {
          const mock = context.mock();
          mock.reset();
          mock.respondWith(operation.operationId, { status: answer.status, example: answer.example });
          const response = await sendCase(context, requestCase);
          cleanExchange(context, requestCase);
          // Checked here too, because the mock itself may be wrong.
          assertNoViolations(await context.validator.checkResponse(operation.operationId, response));
          await assertAnswer(answer, response);
        });
      }
    }
  });
}

async function assertAnswer({ status, mediaType, example, value }: Answer, response: Response): Promise<void> {
  if (response.status !== status) throw new Error(`Answered ${response.status} instead of ${status}.`);
  const text = await response.text();
  if (mediaType === undefined) {
    if (text !== "") throw new Error("Answered with a body where none is documented.");
    return;
  }
  if (example === undefined) return;
  const received: unknown = isJson(mediaType) ? JSON.parse(text) : text;
  if (!isDeepStrictEqual(received, value)) throw new Error(`The body is not the documented example ${example}.`);
}
