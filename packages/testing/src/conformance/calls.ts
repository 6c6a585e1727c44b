import type { TestFunctions } from "../contract/contract.ts";
import { startFaultyServer } from "../faults/fault-server.ts";
import { assertCount, assertVerdicts } from "./check-report.ts";
import { type Conformance, sendThrough, sendTo, TEXT } from "./context.ts";

/** What becomes of a call that the caller ends, and of a `fetch` that fails without saying why. */
export function testCalls(context: Conformance, { it }: TestFunctions): void {
  it("is proven not accepted, and nothing is sent, when it was aborted before", async () => {
    const { report, connections } = await sendIntoSilence(context, AbortSignal.abort());
    assertVerdicts(report, "rejected", ["aborted"]);
    assertCount("connections", connections, 0);
  });

  it("is unknown when it is aborted in flight", async () => {
    const controller = new AbortController();
    const { report, requests } = await sendIntoSilence(context, controller.signal, () => controller.abort());
    assertVerdicts(report, "unknown", ["aborted"]);
    assertCount("requests", requests, 1);
  });

  it("is unknown when fetch fails and does not say why", async () => {
    const to = context.phones(1);
    const words = [...context.options.secrets, TEXT, ...to].join(" | ");
    const reasons = [new TypeError("fetch failed"), new TypeError(words, { cause: new Error(words) }), words, null];
    for (const reason of reasons) {
      const report = await sendTo(context, to, () => Promise.reject(reason));
      assertVerdicts(report, "unknown", ["network"]);
    }
  });
}

/** Sends to a server that never answers; nothing but the signal ends it in time. */
async function sendIntoSilence(context: Conformance, signal: AbortSignal, onRequest?: () => void) {
  const server = await startFaultyServer("silence", { answerLogin: context.options.answerLogin, onRequest });
  try {
    const provider = context.create({ baseUrl: server.url });
    const report = await sendThrough(context, provider, context.phones(1), { signal }, 0);
    const { connections, requests } = server;
    return { report, connections, requests };
  } finally {
    await server.close();
  }
}
