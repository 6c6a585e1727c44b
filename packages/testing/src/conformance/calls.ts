import { startFaultyServer } from "../faults/fault-server.ts";
import type { TestFunctions } from "../test-functions.ts";
import { assertCount, assertVerdicts } from "./check-report.ts";
import { type ConformanceContext, sendForAnswer, sendWith, TEXT } from "./context.ts";

/** What happens to a call that the caller aborts, and with a `fetch` that fails without saying why. */
export function testCalls(context: ConformanceContext, { it }: TestFunctions): void {
  it("is rejected, and nothing is sent, if it was aborted before", async () => {
    const { report, connections } = await sendToSilentServer(context, AbortSignal.abort());
    assertVerdicts(report, "rejected", ["aborted"]);
    assertCount("connections", connections, 0);
  });

  it("is unknown when it is aborted in flight", async () => {
    const controller = new AbortController();
    const { report, requests } = await sendToSilentServer(context, controller.signal, () => controller.abort());
    assertVerdicts(report, "unknown", ["aborted"]);
    assertCount("requests", requests, 1);
  });

  it("is unknown when fetch fails and does not say why", async () => {
    const to = context.phones(1);
    const words = [...context.options.secrets, TEXT, ...to].join(" | ");
    const reasons = [new TypeError("fetch failed"), new TypeError(words, { cause: new Error(words) }), words, null];
    for (const reason of reasons) {
      const report = await sendForAnswer(context, to, () => Promise.reject(reason));
      assertVerdicts(report, "unknown", ["network"]);
    }
  });
}

/** Sends to a server that never answers; only the signal ends the call in time. */
async function sendToSilentServer(context: ConformanceContext, signal: AbortSignal, onRequest?: () => void) {
  const server = await startFaultyServer("silence", { answerLogin: context.options.answerLogin, onRequest });
  try {
    const provider = context.create({ baseUrl: server.url });
    const report = await sendWith(context, provider, context.phones(1), { signal }, 0);
    const { connections, requests } = server;
    return { report, connections, requests };
  } finally {
    await server.close();
  }
}
