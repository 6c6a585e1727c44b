import type { TestFunctions } from "../contract/contract.ts";
import { HUGE_BODY_BYTES, misbehaviours } from "../faults/behaviour.ts";
import { type Fault, type FaultName, faultNames, faults } from "../faults/fault.ts";
import { type FaultyServer, startFaultyServer } from "../faults/fault-server.ts";
import { assertCount, assertVerdicts } from "./check-report.ts";
import { type Conformance, PATIENCE_MS, SHORT_DEADLINE_MS, sendThrough } from "./context.ts";

type Judge = () => void;

/** What a provider makes of a server that misbehaves. All faults are tried at once; each test judges one. */
export function testFaults(context: Conformance, { describe, it, beforeAll }: TestFunctions): void {
  const judges = new Map<string, Judge>();
  const judge = async (probed: string) => {
    const known = judges.get(probed);
    if (known === undefined) throw new Error("The fault was not tried.");
    known();
  };

  describe("a server that misbehaves", () => {
    beforeAll(async () => {
      const probe = async (name: FaultName) => judges.set(name, await probeFault(context, name));
      // Those with a short deadline come last: until then, everything that is loaded late has been loaded.
      await Promise.all(faultNames.filter((name) => !isEndless(name)).map(probe));
      const givenToCall = async () => judges.set("call", await probeFault(context, "silence", "call"));
      await Promise.all([...faultNames.filter(isEndless).map(probe), givenToCall()]);
    });

    for (const name of faultNames) {
      const { title, status: verdict } = faults[name];
      it(`leaves the message ${verdict}, after one request at most, when ${title}`, () => judge(name));
    }
    it("leaves the message unknown when the time that a call was given is over", () => judge("call"));
  });
}

function isEndless(name: FaultName): boolean {
  const fault: Fault = faults[name];
  return fault.endless === true;
}

/** Sends once to a server with the fault, under a deadline of the provider or of the call; it is judged later. */
async function probeFault(
  context: Conformance,
  name: FaultName,
  deadlineOf: "provider" | "call" = "provider",
): Promise<Judge> {
  const { options, phones } = context;
  const to = phones(1);
  const timeoutMs = isEndless(name) ? SHORT_DEADLINE_MS : PATIENCE_MS;
  const server = await startFaultyServer(name, { success: options.accepted(to), answerLogin: options.answerLogin });
  try {
    const provider = context.create({ baseUrl: server.url, ...(deadlineOf === "provider" ? { timeoutMs } : {}) });
    const call = deadlineOf === "call" ? { timeoutMs } : {};
    const report = await sendThrough(context, provider, to, call, timeoutMs);
    const seen = countsOf(server);
    return () => {
      assertSeen(name, seen);
      assertVerdicts(report, verdictOn(name, options.answerLogin !== undefined), faults[name].codes);
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

// A reset that meets the call before the message leaves the message unsent.
function verdictOn(name: FaultName, hasPreliminary: boolean): Fault["status"] {
  return name === "acceptThenReset" && hasPreliminary ? "rejected" : faults[name].status;
}

function assertSeen(name: FaultName, seen: Counts): void {
  assertCount("requests", seen.requests, misbehaviours[name] === undefined ? 0 : 1);
  // A connection that is reset at once shows no request, so a second attempt shows only as a connection.
  if (name === "acceptThenReset") assertCount("connections", seen.connections, 1);
  if (name === "untrusted" && seen.bytes > 0)
    throw new Error("Something was sent to a server that nobody vouches for.");
  if (seen.followed > 0) throw new Error("The redirect was followed, and what was sent went along.");
  if (seen.bytesSent >= HUGE_BODY_BYTES) throw new Error(`All of ${HUGE_BODY_BYTES} bytes were read.`);
}
