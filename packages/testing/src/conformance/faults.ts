import { HUGE_BODY_BYTES, misbehaviours } from "../faults/behaviour.ts";
import { type Fault, type FaultName, faultNames, faults } from "../faults/fault.ts";
import { type FaultyServer, startFaultyServer } from "../faults/fault-server.ts";
import type { TestFunctions } from "../test-functions.ts";
import { assertCount, assertVerdicts } from "./check-report.ts";
import { type ConformanceContext, LONG_TIMEOUT_MS, SHORT_TIMEOUT_MS, sendWith } from "./context.ts";

/** Throws if the provider did not do what the fault demands. */
type Check = () => void;

/** What a provider makes of a server that misbehaves. All faults are tried at the same time; each test checks one. */
export function testFaults(context: ConformanceContext, { describe, it, beforeAll }: TestFunctions): void {
  const checks = new Map<string, Check>();
  const runCheck = async (key: string) => {
    const check = checks.get(key);
    if (check === undefined) throw new Error("The fault was not tried.");
    check();
  };

  describe("a server that misbehaves", () => {
    beforeAll(async () => {
      const tryOne = async (name: FaultName) => checks.set(name, await tryFault(context, name));
      // The ones with a short deadline come last: by then, code that is loaded on first use has been loaded.
      await Promise.all(faultNames.filter((name) => !isEndless(name)).map(tryOne));
      const tryCallTimeout = async () => checks.set("call", await tryFault(context, "silence", "call"));
      await Promise.all([...faultNames.filter(isEndless).map(tryOne), tryCallTimeout()]);
    });

    for (const name of faultNames) {
      const { title, status } = faults[name];
      it(`leaves the message ${status}, after one request at most, when ${title}`, () => runCheck(name));
    }
    it("leaves the message unknown when the timeout of a single call is over", () => runCheck("call"));
  });
}

function isEndless(name: FaultName): boolean {
  const fault: Fault = faults[name];
  return fault.endless === true;
}

/** Sends once to a server with the fault, with a timeout of the provider or of the call, and returns the check. */
async function tryFault(
  context: ConformanceContext,
  name: FaultName,
  timeoutOf: "provider" | "call" = "provider",
): Promise<Check> {
  const { options, phones } = context;
  const to = phones(1);
  const timeoutMs = isEndless(name) ? SHORT_TIMEOUT_MS : LONG_TIMEOUT_MS;
  const server = await startFaultyServer(name, { success: options.accepted(to), answerLogin: options.answerLogin });
  try {
    const provider = context.create({ baseUrl: server.url, ...(timeoutOf === "provider" ? { timeoutMs } : {}) });
    const call = timeoutOf === "call" ? { timeoutMs } : {};
    const report = await sendWith(context, provider, to, call, timeoutMs);
    const counts = countsOf(server);
    return () => {
      assertCounts(name, counts);
      assertVerdicts(report, expectedStatus(name, options.answerLogin !== undefined), faults[name].codes);
    };
  } catch (error) {
    return () => {
      throw error;
    };
  } finally {
    await server.close();
  }
}

type Counts = Pick<FaultyServer, "connections" | "requests" | "bytes" | "bytesSent" | "followed">;

function countsOf({ connections, requests, bytes, bytesSent, followed }: FaultyServer): Counts {
  return { connections, requests, bytes, bytesSent, followed };
}

// If the reset hits the token call, the message was never sent.
function expectedStatus(name: FaultName, hasLogin: boolean): Fault["status"] {
  return name === "acceptThenReset" && hasLogin ? "rejected" : faults[name].status;
}

function assertCounts(name: FaultName, counts: Counts): void {
  assertCount("requests", counts.requests, misbehaviours[name] === undefined ? 0 : 1);
  // A connection that is reset at once shows no request, so a second attempt is only visible as a connection.
  if (name === "acceptThenReset") assertCount("connections", counts.connections, 1);
  if (name === "untrusted" && counts.bytes > 0) {
    throw new Error("Something was sent to a server whose certificate is not trusted.");
  }
  if (counts.followed > 0) throw new Error("The redirect was followed, so another server received what was sent.");
  if (counts.bytesSent >= HUGE_BODY_BYTES) throw new Error(`All of ${HUGE_BODY_BYTES} bytes were read.`);
}
