import { describe, expect, it } from "vitest";
import { aoc, createSms, intouchvas, touchbasepro, vavasms } from "../src/index.ts";
import { collect } from "./collect.ts";

const calls = { baseUrl: "https://example.com/sms", secret: "a-secret-of-at-least-thirty-two-characters" };

function recordedProvider() {
  const requests: { url: string; body: string }[] = [];
  const fetch = async (request: Request) => {
    requests.push({ url: request.url, body: await request.text() });
    return Response.json({ message: "Total recipients 1", status: 200, transaction_id: 2295 });
  };
  return { requests, provider: intouchvas({ apiKey: "key", senderId: "MYBRAND", fetch }) };
}

describe("the facade's members", () => {
  it("are only those that a configured provider supports", () => {
    const always = ["send", "stream", "preview", "otp", "campaigns", "client", "health", "close"];
    const intouch = intouchvas({ apiKey: "key" });
    const vava = vavasms({ username: "a@b.ci", password: "password", senderId: "MyBrand" });
    const withoutCapabilities = [touchbasepro({ apiKey: "key" }), aoc({ apiKey: "key", senderId: "MYBRND" })] as const;
    const membersOf = (sms: object) => Object.keys(sms).sort();
    expect(membersOf(createSms({ providers: withoutCapabilities, webhooks: calls }))).toEqual([...always].sort());
    expect(membersOf(createSms({ providers: [vava], webhooks: calls }))).toEqual(
      [...always, "balance", "webhooks"].sort(),
    );
    expect(membersOf(createSms({ providers: [intouch], webhooks: calls }))).toEqual(
      [...always, "schedule", "contacts", "reports", "webhooks"].sort(),
    );
  });

  it("schedule with the provider itself, pass it the webhook URL, and honour the idempotency key (rule 12)", async () => {
    const { requests, provider } = recordedProvider();
    const sms = createSms({ providers: [provider], webhooks: calls });
    const message = {
      to: "+254712345678",
      text: "Hello",
      at: new Date(Date.now() + 86_400_000),
      idempotencyKey: "later-1",
    } as const;
    expect(await sms.schedule.send(message)).toMatchObject({ status: "accepted", id: "2295" });
    expect(await sms.schedule.send(message)).toMatchObject({ status: "accepted", replayed: true });
    expect(requests).toHaveLength(1);
    expect(JSON.parse(requests[0]?.body ?? "")).toMatchObject({
      schedule: true,
      callback_url: expect.stringMatching(/^https:\/\/example\.com\/sms\/intouchvas\./),
    });
    await expect(sms.schedule.send({ ...message, at: new Date() })).rejects.toMatchObject({ field: "at" });
  });

  it("send a campaign as one file where the provider takes files, and as messages where a guard is set (rules 11 and 14)", async () => {
    const campaign = { file: new Blob(["msisdn,name\n+254712345678,Jane\n+254712345679,John\n"]), text: "Dear {name}" };
    const byFile = recordedProvider();
    const fileSms = createSms({ providers: [byFile.provider] });
    const rows = await collect(fileSms.campaigns.launch(campaign));
    expect(rows.map(({ row }) => row)).toEqual([2, 3]);
    expect(byFile.requests.map(({ url }) => new URL(url).pathname)).toEqual(["/message/send/upload-file"]);

    const byMessage = recordedProvider();
    const reporting = createSms({ providers: [byFile.provider], webhooks: calls });
    const [first, second] = await collect(reporting.campaigns.launch(campaign));
    expect(byFile.requests[1]?.body).toContain(`https://example.com/sms/intouchvas.${first?.outcome.reference}.`);
    expect(second?.outcome.reference).toBe(first?.outcome.reference);

    const guarded = createSms({
      providers: [byMessage.provider],
      guard: { allow: ["+254712345679"], otherwise: "drop" },
    });
    const outcomes = await collect(guarded.campaigns.launch(campaign));
    expect(outcomes.map(({ outcome }) => outcome.status).sort()).toEqual(["accepted", "skipped"]);
    expect(byMessage.requests).toHaveLength(1);
    expect(JSON.parse(byMessage.requests[0]?.body ?? "")).toMatchObject({
      message: "Dear John",
      msisdn: "+254712345679",
    });
  });
});
