import type { OutgoingMessage, SendReport } from "@polysms/core";
import { describe, expect, it, vi } from "vitest";
import { accepted, stub } from "../stub-provider.ts";
import { baseUrl, phone, providerWith, secret, setup, webhookCapabilities } from "./setup.ts";

const message = { to: [phone], text: "Hello" } as unknown as OutgoingMessage;
const acceptedReport: SendReport = { verdicts: [accepted("m-1")] };

describe("rule 8, delivery reports: the webhook URL of a send", () => {
  const acme = () => ({ ...stub("acme"), can: webhookCapabilities });

  it("is that of the provider, if it makes reports and webhooks are set up", async () => {
    const { withTracking, webhooks } = setup();
    const provider = acme();
    await withTracking(provider).send(message);
    expect(provider.requests).toEqual([{ ...message, reportUrl: await webhooks.url("acme") }]);
  });

  it("is the message's own URL if it has one, and is missing without webhooks or for a provider without reports", async () => {
    const own = "https://own.example/reports";
    const without = setup({ webhooks: undefined });
    const onlyInbound = { ...stub("acme"), can: { inboundMessages: webhookCapabilities.inboundMessages } };
    const provider = acme();
    await setup()
      .withTracking(provider)
      .send({ ...message, reportUrl: own });
    await without.withTracking(provider).send(message);
    await setup()
      .withTracking(onlyInbound as never)
      .send(message);
    expect([...provider.requests, ...onlyInbound.requests].map(({ reportUrl }) => reportUrl)).toEqual([
      own,
      undefined,
      undefined,
    ]);
  });

  it("is passed for a scheduled message too", async () => {
    const send = vi.fn(async () => acceptedReport);
    const { withTracking, webhooks } = setup();
    const { can } = withTracking({ ...stub("acme"), can: { ...webhookCapabilities, schedule: { send } } });
    const at = new Date("2030-01-01T00:00:00Z");
    expect(await can.schedule?.send(message, at, { timeoutMs: 7 })).toEqual(acceptedReport);
    expect(send).toHaveBeenCalledWith({ ...message, reportUrl: await webhooks.url("acme") }, at, { timeoutMs: 7 });
  });

  it("does not change anything else of the provider", async () => {
    const provider = providerWith("acme", webhookCapabilities);
    const { send: _, ...rest } = setup({ webhooks: { baseUrl, secret } }).withTracking(provider);
    const { name, regions, limits, can, client } = provider;
    expect(rest).toEqual({ name, regions, limits, can, client });
  });
});
