import { type Conformance, SHORT_DEADLINE_MS, sendThrough, sendTo, TEXT } from "./conformance-context.ts";
import type { TestFunctions } from "./contract.ts";
import { startFault } from "./fault-server.ts";
import { assertCount, assertVerdicts } from "./send-report-check.ts";

/** What becomes of a call that the caller ends, and of a `fetch` that fails without saying why. */
export function testCalls(context: Conformance, { it }: TestFunctions): void {
  it("is proven not accepted, and nothing is sent, when it was aborted before", async () => {
    const { report, connections } = await sendIntoSilence(context, { signal: AbortSignal.abort() });
    assertVerdicts(report, "not-accepted", ["aborted"]);
    assertCount("connections", connections, 0);
  });

  it("is unknown when it is aborted in flight", async () => {
    const controller = new AbortController();
    const { signal } = controller;
    const { report, requests } = await sendIntoSilence(context, { signal }, () => controller.abort());
    assertVerdicts(report, "unknown", ["aborted"]);
    assertCount("requests", requests, 1);
  });

  it("is unknown when the time that the call was given is over", async () => {
    const { report, requests } = await sendIntoSilence(context, { timeoutMs: SHORT_DEADLINE_MS });
    assertVerdicts(report, "unknown", ["timeout"]);
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

/** Sends to a server that never answers; the provider itself has been given more time than the call takes. */
async function sendIntoSilence(
  context: Conformance,
  call: { readonly signal?: AbortSignal; readonly timeoutMs?: number },
  onRequest?: () => void,
) {
  const server = await startFault("silence", { preliminary: context.options.preliminary, onRequest });
  try {
    const provider = context.create({ baseUrl: server.url });
    const report = await sendThrough(context, provider, context.phones(1), call, SHORT_DEADLINE_MS);
    const { connections, requests } = server;
    return { report, connections, requests };
  } finally {
    await server.close();
  }
}
