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
  /** What the probe needs to know about them. */
  readonly task: object;
  readonly mocks: Mocks<"aoc" | "intouchvas" | "touchbasepro" | "vavasms">;
  readonly faults: ReadonlyMap<string, FaultyServer>;
  /** Registers a function to call when the request to abort has arrived. */
  readonly whenArrived: (call: () => void) => void;
  close(): Promise<void>;
}

/** The answer of TouchBasePro to the only message of the probe, which the faults damage. */
const success = {
  status: 202,
  body: { messages: [{ apiMessageId: "1f3a", accepted: true, to: "+27831234567" }] },
};

/** Documented answers of TouchBasePro that reject the message, or do not say. */
const REJECTIONS = ["unauthorized", "notEnoughCredits", "badRequest", "internalError"];

export async function startProbeServers(): Promise<ProbeServers> {
  let arrived = () => {};
  const mocks = await startMocks(["aoc", "intouchvas", "touchbasepro", "vavasms"]);
  const rejections = await Promise.all(REJECTIONS.map(startRejection));
  const servers = new Map(
    await Promise.all(faultNames.map(async (name) => [name, await startFaultyServer(name, { success })] as const)),
  );
  const silent = await startFaultyServer("silence", { onRequest: () => arrived() });
  const { aoc, intouchvas, touchbasepro, vavasms } = mocks;
  return {
    task: {
      mocks: Object.fromEntries([aoc, intouchvas, touchbasepro, vavasms].map(({ name, baseUrl }) => [name, baseUrl])),
      rejections: Object.fromEntries(rejections.map(({ example, mock }) => [example, mock.url])),
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
      const open = [mocks, silent, ...servers.values(), ...rejections.map(({ mock }) => mock)];
      await Promise.all(open.map((each) => each.close()));
    },
  };
}

function failuresOf(servers: ReadonlyMap<FaultName, FaultyServer>) {
  const failures = [...servers].map(([name, { url }]) => {
    const { endless = false }: Fault = faults[name];
    return [name, { url, endless }] as const;
  });
  // The name of loopback has an IPv6 address too, and nothing listens on either.
  const byName = servers.get("connectionRefused")?.url.replace("127.0.0.1", "localhost");
  return { ...Object.fromEntries(failures), connectionRefusedByName: { url: byName, endless: false } };
}

async function startRejection(example: string) {
  const mock = await startMock("touchbasepro");
  mock.respondWith("sendMessage", example);
  return { example, mock };
}

async function deliveryReport() {
  const request = await webhookRequest("intouchvas", "onDeliveryReport", { url: "https://example.com/" });
  return { type: request.headers.get("content-type"), body: await request.text() };
}
