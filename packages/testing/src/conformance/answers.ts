import type { TestFunctions } from "../contract/contract.ts";
import type { DocumentedAnswer } from "../documented-answer.ts";
import { httpJson } from "../faults/http-text.ts";
import { startRawServer } from "../faults/tcp-server.ts";
import { assertCount, assertVerdicts } from "./check-report.ts";
import { type Conformance, sendThrough, sendTo } from "./context.ts";
import type { SendReportLike } from "./options.ts";
import { unreadableAnswers } from "./unreadable-answers.ts";

/** What a provider makes of its documented answers, and of answers that say nothing. */
export function testAnswersRead(context: Conformance, { it }: TestFunctions): void {
  const { options, phones } = context;
  const { accepted, rejected: refused } = options;
  const limit = context.create({}).limits.recipientsPerRequest;

  const expectAccepted = async (to: readonly string[]) => {
    const { ids, ...answer } = accepted(to);
    const report = await sendOverHttp(context, to, answer);
    assertVerdicts(report, "accepted");
    const given = report.verdicts.map((verdict) => (verdict.status === "accepted" ? verdict.id : undefined));
    const wrong = ids.findIndex((id, index) => id !== given[index]);
    if (wrong !== -1) throw new Error(`Recipient ${wrong + 1} has not the id that the answer gives it.`);
  };

  it("is accepted: one recipient", () => expectAccepted(phones(1)));
  if (limit >= 3) it("is accepted: three recipients, in their order", () => expectAccepted(phones(3)));
  if (limit > 3) it("is accepted: as many recipients as its limit allows", () => expectAccepted(phones(limit)));

  if (refused !== undefined) {
    it("is proven not accepted by a documented refusal", async () => {
      assertVerdicts(await sendOverHttp(context, phones(1), refused), "rejected");
      if (limit >= 2) assertVerdicts(await sendOverHttp(context, phones(2), refused), "rejected");
    });
  }

  for (const { title, answer } of unreadableAnswers(accepted(phones(1)).status)) {
    it(`is unknown for everybody when the answer is ${title}`, async () => {
      assertVerdicts(await sendTo(context, phones(Math.min(limit, 2)), answer), "unknown", [
        "unreadable-response",
        "provider-down",
      ]);
    });
  }
}

async function sendOverHttp(
  context: Conformance,
  to: readonly string[],
  answer: DocumentedAnswer,
): Promise<SendReportLike> {
  const { answerLogin } = context.options;
  const text = httpJson(answer);
  const server = await startRawServer({ requested: (socket) => void socket.write(text), answerLogin });
  try {
    const report = await sendThrough(context, context.create({ baseUrl: server.url }), to);
    assertCount("requests", server.requests, 1);
    return report;
  } finally {
    await server.close();
  }
}
