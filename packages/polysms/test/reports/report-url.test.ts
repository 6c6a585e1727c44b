import type { OutgoingMessage, SendReport } from "@polysms/core";
import { describe, expect, it, vi } from "vitest";
import { accepted, stub } from "../stub-provider.ts";
import { baseUrl, calling, desk, phone, providerWith, secret } from "./setup.ts";

const message = { to: [phone], text: "Hello" } as unknown as OutgoingMessage;
const taken: SendReport = { verdicts: [accepted("m-1")] };

describe("rule 8, delivery reports: where a send asks for them", () => {
  const acme = () => ({ ...stub("acme"), can: calling });

  it("is our URL for the provider, when it makes reports and webhooks are set up", async () => {
    const { withTracking: watched, webhooks } = desk();
    const provider = acme();
    await watched(provider).send(message);
    expect(provider.requests).toEqual([{ ...message, reportUrl: await webhooks.url("acme") }]);
  });

  it("is the message's own URL when it has one, and none without webhooks or for a provider without reports", async () => {
    const own = "https://own.example/reports";
    const without = desk({ webhooks: undefined });
    const onlyInbound = { ...stub("acme"), can: { inboundMessages: calling.inboundMessages } };
    const provider = acme();
    await desk()
      .withTracking(provider)
      .send({ ...message, reportUrl: own });
    await without.withTracking(provider).send(message);
    await desk()
      .withTracking(onlyInbound as never)
      .send(message);
    expect([...provider.requests, ...onlyInbound.requests].map(({ reportUrl }) => reportUrl)).toEqual([
      own,
      undefined,
      undefined,
    ]);
  });

  it("is told for a message that is sent later, too", async () => {
    const send = vi.fn(async () => taken);
    const { withTracking: watched, webhooks } = desk();
    const { can } = watched({ ...stub("acme"), can: { ...calling, schedule: { send } } });
    const at = new Date("2030-01-01T00:00:00Z");
    expect(await can.schedule?.send(message, at, { timeoutMs: 7 })).toEqual(taken);
    expect(send).toHaveBeenCalledWith({ ...message, reportUrl: await webhooks.url("acme") }, at, { timeoutMs: 7 });
  });

  it("leaves everything else of the provider as it is", async () => {
    const provider = providerWith("acme", calling);
    const { send: _, ...rest } = desk({ webhooks: { baseUrl, secret } }).withTracking(provider);
    const { name, regions, limits, can, client } = provider;
    expect(rest).toEqual({ name, regions, limits, can, client });
  });
});
