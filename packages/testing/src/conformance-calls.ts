import { type Conformance, sendThrough, sendTo, TEXT } from "./conformance-context.ts";
import type { TestFunctions } from "./contract.ts";
import { type FaultServer, startFault } from "./fault-server.ts";
import { assertCount, assertVerdicts } from "./send-report-check.ts";

/** What becomes of a call that the caller ends, and of a `fetch` that fails without saying why. */
export function testCalls(context: Conformance, { it }: TestFunctions): void {
  const { options, phones } = context;
  const to = phones(1);

  it("is proven not accepted, and nothing is sent, when it was aborted before", async () => {
    await withSilence(context, undefined, async (server) => {
      const provider = context.create({ baseUrl: server.url });
      assertVerdicts(await sendThrough(context, provider, to, { signal: AbortSignal.abort() }), "not-accepted", [
        "aborted",
      ]);
      assertCount("connections", server.connections, 0);
    });
  });

  it("is unknown when it is aborted in flight", async () => {
    const controller = new AbortController();
    await withSilence(
      context,
      () => controller.abort(),
      async (server) => {
        const provider = context.create({ baseUrl: server.url });
        assertVerdicts(await sendThrough(context, provider, to, { signal: controller.signal }), "unknown", ["aborted"]);
        assertCount("requests", server.requests, 1);
      },
    );
  });

  it("is unknown when the time that the call was given is over", async () => {
    await withSilence(context, undefined, async (server) => {
      const provider = context.create({ baseUrl: server.url });
      assertVerdicts(await sendThrough(context, provider, to, { timeoutMs: SHORT_DEADLINE_MS }), "unknown", [
        "timeout",
      ]);
      assertCount("requests", server.requests, 1);
    });
  });

  it("is unknown when fetch fails and does not say why", async () => {
    const words = [...options.secrets, TEXT, ...to].join(" | ");
    for (const reason of [
      new TypeError("fetch failed"),
      new TypeError(words, { cause: new Error(words) }),
      words,
      null,
    ]) {
      assertVerdicts(await sendTo(context, to, () => Promise.reject(reason)), "unknown", ["network"]);
    }
  });
}

async function withSilence(
  { options }: Conformance,
  onRequest: (() => void) | undefined,
  run: (server: FaultServer) => Promise<void>,
): Promise<void> {
  const server = await startFault("silence", { preliminary: options.preliminary, onRequest });
  try {
    await run(server);
  } finally {
    await server.close();
  }
}
