import { httpJson } from "../faults/http-text.ts";
import { startTcpServer } from "../faults/tcp-server.ts";
import type { DocumentedAnswer } from "../recorded-fetch.ts";
import type { TestFunctions } from "../test-functions.ts";
import { assertCount, assertVerdicts } from "./check-report.ts";
import { type ConformanceContext, sendForAnswer, sendWith } from "./context.ts";
import type { SendReportLike } from "./options.ts";
import { unreadableAnswers } from "./unreadable-answers.ts";

/** How a provider reads its documented answers, and answers that prove nothing. */
export function testAnswersRead(context: ConformanceContext, { it }: TestFunctions): void {
  const { options, phones } = context;
  const { accepted, rejected } = options;
  const limit = context.create({}).limits.recipientsPerRequest;

  const expectAccepted = async (to: readonly string[]) => {
    const { ids, ...answer } = accepted(to);
    const report = await sendOverHttp(context, to, answer);
    assertVerdicts(report, "accepted");
    const received = report.verdicts.map((verdict) => (verdict.status === "accepted" ? verdict.id : undefined));
    const wrong = ids.findIndex((id, index) => id !== received[index]);
    if (wrong !== -1) throw new Error(`Recipient ${wrong + 1} does not have the id that the answer gives it.`);
  };

  it("is accepted: one recipient", () => expectAccepted(phones(1)));
  if (limit >= 3) it("is accepted: three recipients, in their order", () => expectAccepted(phones(3)));
  if (limit > 3) it("is accepted: as many recipients as its limit allows", () => expectAccepted(phones(limit)));

  if (rejected !== undefined) {
    it("is rejected after a documented rejection", async () => {
      assertVerdicts(await sendOverHttp(context, phones(1), rejected), "rejected");
      if (limit >= 2) assertVerdicts(await sendOverHttp(context, phones(2), rejected), "rejected");
    });
  }

  for (const { title, answer } of unreadableAnswers(accepted(phones(1)).status)) {
    it(`is unknown for every recipient when the answer is ${title}`, async () => {
      assertVerdicts(await sendForAnswer(context, phones(Math.min(limit, 2)), answer), "unknown", [
        "unreadable-response",
        "provider-down",
      ]);
    });
  }
}

async function sendOverHttp(
  context: ConformanceContext,
  to: readonly string[],
  answer: DocumentedAnswer,
): Promise<SendReportLike> {
  const { answerLogin } = context.options;
  const text = httpJson(answer);
  const server = await startTcpServer({ onRequest: (socket) => void socket.write(text), answerLogin });
  try {
    const report = await sendWith(context, context.create({ baseUrl: server.url }), to);
    assertCount("requests", server.requests, 1);
    return report;
  } finally {
    await server.close();
  }
}
