import type { OutgoingMessage, Verdict } from "@polysms/core";
import { startMock } from "@polysms/testing";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type IntouchvasMessageOptions, intouchvas } from "../src/index.ts";
import { canary, expectNoCanary } from "./canary.ts";
import { json, phone, phones, receipt, record, spec, specFile } from "./setup.ts";

const at = new Date("2030-01-01T06:30:01Z");

async function schedule(
  message: Partial<OutgoingMessage<IntouchvasMessageOptions>> = {},
  { when = at, timeZone, answer = json(receipt(7)) }: { when?: Date; timeZone?: string; answer?: Response } = {},
) {
  const sent = record(() => answer);
  const sms = intouchvas({ apiKey: canary.apiKey, senderId: "MYBRAND", timeZone, fetch: sent.fetch });
  const report = await sms.can.schedule.send({ to: [phone], text: canary.text, ...message }, when);
  const [request] = sent.requests;
  return {
    ...report,
    requests: sent.requests,
    path: request === undefined ? undefined : new URL(request.url).pathname,
    body: request === undefined ? undefined : ((await request.json()) as Record<string, unknown>),
  };
}

function rejectedField([verdict]: readonly Verdict[]): string | undefined {
  if (verdict?.status !== "rejected") throw new Error("The message should have been rejected.");
  expectNoCanary(verdict.error);
  return verdict.error.field;
}

describe("a scheduled message", () => {
  it("is a promotional one with a day and a time", async () => {
    const { path, body, verdicts } = await schedule();
    expect(path).toBe("/message/send/promotional");
    expect(body).toEqual({
      message: canary.text,
      msisdn: phone,
      sender_id: "MYBRAND",
      schedule: true,
      date: "2030-01-01",
      send_time: "09:30:01",
    });
    expect(verdicts).toEqual([{ status: "accepted", id: "7" }]);
  });

  it("takes what a message takes: its own sender, and where reports go", async () => {
    const callbackUrl = "https://example.com/reports";
    expect((await schedule({ senderId: "OTHER", options: { callbackUrl } })).body).toMatchObject({
      sender_id: "OTHER",
      callback_url: callbackUrl,
    });
    expect((await schedule({ reportUrl: callbackUrl })).body).toMatchObject({ callback_url: callbackUrl });
    expect((await schedule({ options: { type: "promotional" } })).body).not.toHaveProperty("type");
  });

  it("breaks no rule of the spec", async () => {
    await using mock = await startMock(specFile);
    const sms = intouchvas({ apiKey: "example-key", senderId: "MYBRAND", baseUrl: mock.baseUrl });
    const { verdicts } = await sms.can.schedule.send({ to: [phone], text: "Hello" }, at);
    expect(mock.violations).toEqual([]);
    expect(mock.exchanges.map(({ operationId }) => operationId)).toEqual(["sendPromotionalMessage"]);
    expect(verdicts).toEqual([{ status: "accepted", id: "2295" }]);
  });

  it("is rejected as transactional, and nothing is sent: scheduled messages are promotional", async () => {
    const { verdicts, requests } = await schedule({ options: { type: "transactional" } });
    expect(rejectedField(verdicts)).toBe("options.intouchvas.type");
    expect(requests).toEqual([]);
  });

  it("is rejected without a valid time, and nothing is sent", async () => {
    for (const when of [new Date(Number.NaN), "2030-01-01" as never, undefined as never]) {
      const sent = record(() => json(receipt(7)));
      const sms = intouchvas({ apiKey: "example-key", fetch: sent.fetch });
      expect(rejectedField((await sms.can.schedule.send({ to: [phone], text: "Hello" }, when)).verdicts)).toBe("at");
      expect(sent.requests).toEqual([]);
    }
  });

  it("goes to 50 at once, with one verdict for all of them", async () => {
    const { verdicts } = await schedule({ to: phones(50) }, { answer: json(receipt(7, 50)) });
    expect(verdicts).toEqual(Array.from({ length: 50 }, () => ({ status: "accepted", id: "7" })));
  });

  it("is rejected with more than 50 in one request, and nothing is sent", async () => {
    const { verdicts, requests } = await schedule({ to: phones(51) });
    expect(rejectedField(verdicts)).toBe("msisdn");
    expect(verdicts).toHaveLength(51);
    expect(requests).toEqual([]);
  });

  it.each(spec.answersOf("sendPromotionalMessage"))(
    "answered $key has the verdict of a send",
    async ({ status, value }) => {
      const recipients = Number(/\d+$/.exec(String((value as { message?: string }).message))?.[0] ?? 3);
      const sent = record(() => json(value, status));
      const sms = intouchvas({ apiKey: "example-key", fetch: sent.fetch });
      const message = { to: phones(recipients), text: "Hello", options: { type: "promotional" } } as const;
      const now = await sms.send(message);
      expect(await sms.can.schedule.send(message, at)).toEqual(now);
      expect(now.verdicts.map(({ status: outcome }) => outcome)).not.toContain(undefined);
    },
  );

  it("shows neither key nor text nor number when it is rejected", async () => {
    const words = `${canary.text} | ${phone} | ${canary.apiKey}`;
    const { verdicts } = await schedule({}, { answer: json({ status: 400, message: words }, 400) });
    expect(rejectedField(verdicts)).toBeUndefined();
    expect(verdicts[0]).toMatchObject({ error: { providerMessage: expect.stringContaining("[redacted]") } });
  });
});

describe("quirks of scheduling", () => {
  it("intouchvas-send-time-format: the time is Nairobi's by default, which is assumed", async () => {
    expect((await schedule({}, { when: new Date("2029-12-31T21:00:00.999Z") })).body).toMatchObject({
      date: "2030-01-01",
      send_time: "00:00:00",
    });
  });

  it.each([
    ["UTC", "2030-01-01", "06:30:01"],
    ["Asia/Kolkata", "2030-01-01", "12:00:01"],
    ["America/New_York", "2030-01-01", "01:30:01"],
    ["Pacific/Kiritimati", "2030-01-01", "20:30:01"],
    ["Pacific/Honolulu", "2029-12-31", "20:30:01"],
  ])("intouchvas-send-time-format: in the zone %s it is the time there", async (timeZone, date, send_time) => {
    expect((await schedule({}, { timeZone })).body).toMatchObject({ date, send_time });
  });

  it.each(["Nairobi", "", "Africa/Nowhere", "+3 hours", 3 as never])(
    "a zone that does not exist throws: %j",
    (timeZone) => {
      expect(() => intouchvas({ apiKey: "example-key", timeZone })).toThrow(
        expect.objectContaining({ code: "config", field: "timeZone", provider: "intouchvas" }),
      );
    },
  );

  it("intouchvas-send-time-format: read back in its zone, the written time is the one that was given, to the second", async () => {
    const range = { min: new Date("2025-01-01T00:00:00Z"), max: new Date("2099-12-31T23:59:59Z"), noInvalidDate: true };
    await fc.assert(
      fc.asyncProperty(fc.date(range), async (when) => {
        const { body } = await schedule({}, { when });
        const read = Date.parse(`${body?.date}T${body?.send_time}+03:00`);
        expect(read).toBe(Math.floor(when.getTime() / 1000) * 1000);
      }),
      { numRuns: 300 },
    );
  });
});
