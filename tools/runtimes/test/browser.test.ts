import { expect, inject, it } from "vitest";
import { startChromium } from "../src/chromium.ts";
import { runProbe } from "../src/run-probe.ts";
import { startProbeServers } from "./probe-servers.ts";

it("in a page of a browser, a provider without CORS leaves every message unknown, because a form is sent anyway", async () => {
  const servers = await startProbeServers();
  try {
    const { json, form } = await runProbe(
      { start: (project, url) => startChromium(project, url, { cors: true }) },
      { project: inject("project"), steps: ["json", "form"], ...servers },
    );
    for (const outcome of [...json, form]) {
      expect(outcome).toMatchObject({ status: "unknown", code: "network", attempts: 1 });
    }
    const { aoc, touchbasepro, vavasms } = servers.mocks;
    // JSON needs a preflight, which fails. A form needs none: only its answer does not reach the page.
    expect([...aoc.exchanges, ...touchbasepro.exchanges].map(({ method }) => method)).toEqual(["OPTIONS", "OPTIONS"]);
    expect(vavasms.requests().map(({ method }) => method)).toEqual(["POST"]);
  } finally {
    await servers.close();
  }
});
