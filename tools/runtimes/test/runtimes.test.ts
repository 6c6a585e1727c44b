import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { type Fault, faults } from "@polysms/testing";
import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import { failureTable } from "../src/failure-table.ts";
import { type ProbeResult, STEPS } from "../src/probe-result.ts";
import { runProbe } from "../src/run-probe.ts";
import { runtimes } from "../src/runtimes.ts";
import versions from "../versions/package.json" with { type: "json" };
import { type ProbeServers, startProbeServers } from "./probe-servers.ts";

const accepted = { status: "accepted", attempts: 1 };
const failures = new Map<string, ProbeResult["failures"]>();

describe.each(runtimes)("rule 15: the packed packages on $name", (runtime) => {
  let servers: ProbeServers;
  let result: ProbeResult;

  beforeAll(async () => {
    servers = await startProbeServers();
    result = await runProbe(runtime, { project: inject("project"), steps: STEPS, ...servers });
    failures.set(runtime.name, result.failures);
  });

  afterAll(() => servers.close());

  it("send JSON, letter for letter", async () => {
    expect(result.json).toEqual([accepted, accepted]);
    expect(servers.mocks.aoc.requests()).toHaveLength(1);
    const [first] = servers.mocks.touchbasepro.requests();
    expect(await first?.json()).toEqual({ text: "Ça va ?", to: ["+27831234567"] });
  });

  it("send a form, character for character", async () => {
    expect(result.form).toEqual(accepted);
    const [request, ...others] = servers.mocks.vavasms.requests();
    expect(others).toEqual([]);
    expect((await request?.formData())?.get("message")).toBe("A & B = C + 100 %");
  });

  it("upload a file, with its name and its bytes", async () => {
    expect(result.file).toEqual({ ok: true, status: 200 });
    const [request] = servers.mocks.intouchvas.requests("sendMessageFile");
    const file = (await request?.formData())?.get("file");
    expect(file).toMatchObject({ name: "people.csv", type: "text/csv" });
    expect(await (file as File).text()).toBe("msisdn,name\n0712345678,Jané\n");
  });

  it("launch a campaign from a file in memory", () => {
    expect(result.campaign).toEqual({ badRows: 0, outcomes: [accepted, accepted] });
    expect(servers.mocks.intouchvas.requests("sendMessageFile")).toHaveLength(2);
  });

  it("send nothing that a document does not allow", () => {
    expect(servers.mocks.violations).toEqual([]);
  });

  it("map the answers of providers: a documented rejection is proof, a 500 is not", () => {
    expect(result.rejections).toMatchObject({
      unauthorized: { status: "rejected", code: "auth" },
      notEnoughCredits: { status: "rejected", code: "insufficient-balance" },
      badRequest: { status: "rejected", code: "bad-request" },
      internalError: { status: "unknown", code: "provider-down" },
    });
  });

  it("take a delivery report with a genuine token once, and not with a forged one", () => {
    expect(result.webhook).toEqual({
      forged: 403,
      genuine: 200,
      repeated: 200,
      events: [{ status: "delivered", authenticatedBy: "signed-url" }],
    });
  });

  it("check a one-time code and find that a guess is wrong", () => {
    expect(result.otp).toBe("wrong");
  });

  it("abort a request in flight, and leave its message unknown", () => {
    expect(result.abort).toMatchObject({ status: "unknown", code: "aborted", mayHaveBeenSent: true, attempts: 1 });
  });

  it.each([...Object.entries(faults)])("after %s: prove only what is proven, and ask once", (name, fault: Fault) => {
    const { status, code, attempts } = result.failures[name] ?? {};
    // A runtime may be unable to prove that there was no connection. It must not prove what is not true.
    expect(fault.status === "unknown" ? ["unknown"] : ["rejected", "unknown"]).toContain(status);
    expect(fault.codes).toContain(code);
    expect(attempts).toBe(1);
    const { requests, followed } = servers.faults.get(name) ?? expect.fail(`There was no server for ${name}.`);
    expect(requests).toBeLessThanOrEqual(1);
    expect(followed).toBe(0);
  });

  it("send nothing to a server whose certificate is not trusted", () => {
    expect(servers.faults.get("untrusted")).toMatchObject({ bytes: 0 });
  });
});

it("the oldest Node that the packages support is one of those they are tested on", async () => {
  const manifest = await readFile(join(inject("project"), "node_modules/polysms/package.json"), "utf8");
  const [, oldest] = /^>=(\d+\.\d+)$/.exec((JSON.parse(manifest) as { engines: { node: string } }).engines.node) ?? [];
  expect(versions.dependencies).toMatchObject({ [`node-${oldest}`]: `npm:node@${oldest}.0` });
});

// `pnpm --filter @polysms/runtimes runtimes -u` writes the table.
it("what each runtime reports about a failed connection is as the table says", async () => {
  expect([...failures.keys()]).toEqual(runtimes.map(({ name }) => name));
  await expect(failureTable(failures)).toMatchFileSnapshot("../connection-failures.md");
});
