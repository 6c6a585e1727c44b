import {
  type Fault,
  type FaultName,
  type FaultyServer,
  faultNames,
  faults,
  type Mocks,
  startFaultyServer,
  startMock,
  startMocks,
  webhookRequest,
} from "@polysms/testing";

/** The servers that a probe talks to. */
export interface ProbeServers {
  /** What the probe is told of them. */
  readonly task: object;
  readonly mocks: Mocks<"aoc" | "intouchvas" | "touchbasepro" | "vavasms">;
  readonly faults: ReadonlyMap<string, FaultyServer>;
  /** Takes a function to be called when the request that is to be aborted has arrived. */
  readonly whenArrived: (call: () => void) => void;
  close(): Promise<void>;
}

/** What TouchBasePro answers to the one message of the probe; faults spoil it. */
const success = {
  status: 202,
  body: { messages: [{ apiMessageId: "1f3a", accepted: true, to: "+27831234567" }] },
};

/** Documented answers of TouchBasePro that take no message, or do not say. */
const REFUSALS = ["unauthorized", "notEnoughCredits", "badRequest", "internalError"];

export async function startProbeServers(): Promise<ProbeServers> {
  let arrived = () => {};
  const mocks = await startMocks(["aoc", "intouchvas", "touchbasepro", "vavasms"]);
  const refusals = await Promise.all(REFUSALS.map(startRefusal));
  const servers = new Map(
    await Promise.all(faultNames.map(async (name) => [name, await startFaultyServer(name, { success })] as const)),
  );
  const silent = await startFaultyServer("silence", { onRequest: () => arrived() });
  const { aoc, intouchvas, touchbasepro, vavasms } = mocks;
  return {
    task: {
      mocks: Object.fromEntries([aoc, intouchvas, touchbasepro, vavasms].map(({ name, baseUrl }) => [name, baseUrl])),
      refusals: Object.fromEntries(refusals.map(({ example, mock }) => [example, mock.url])),
      failures: failuresOf(servers),
      silent: silent.url,
      report: await deliveryReport(),
    },
    mocks,
    faults: servers,
    whenArrived: (call) => {
      arrived = call;
    },
    async close() {
      const open = [mocks, silent, ...servers.values(), ...refusals.map(({ mock }) => mock)];
      await Promise.all(open.map((each) => each.close()));
    },
  };
}

function failuresOf(servers: ReadonlyMap<FaultName, FaultyServer>) {
  const failures = [...servers].map(([name, { url }]) => {
    const { endless = false }: Fault = faults[name];
    return [name, { url, endless }] as const;
  });
  // By its name loopback has an IPv6 address beside the other one, and nobody listens on either.
  const refused = servers.get("connectionRefused")?.url.replace("127.0.0.1", "localhost");
  return { ...Object.fromEntries(failures), refusedByName: { url: refused, endless: false } };
}

async function startRefusal(example: string) {
  const mock = await startMock("touchbasepro");
  mock.respondWith("sendMessage", example);
  return { example, mock };
}

async function deliveryReport() {
  const request = await webhookRequest("intouchvas", "onDeliveryReport", { url: "https://example.com/" });
  return { type: request.headers.get("content-type"), body: await request.text() };
}
