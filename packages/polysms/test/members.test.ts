import { describe, expect, it } from "vitest";
import { aoc, createSms, intouchvas, touchbasepro, vavasms } from "../src/index.ts";

const calls = { baseUrl: "https://example.com/sms", secret: "a-secret-of-at-least-thirty-two-characters" };

function observed() {
  const requests: { url: string; body: string }[] = [];
  const fetch = async (request: Request) => {
    requests.push({ url: request.url, body: await request.text() });
    return Response.json({ message: "Total recipients 1", status: 200, transaction_id: 2295 });
  };
  return { requests, provider: intouchvas({ apiKey: "key", senderId: "MYBRAND", fetch }) };
}

describe("the facade's members", () => {
  it("are those that some configured provider has, and no others", () => {
    const always = ["send", "stream", "preview", "otp", "campaigns", "provider", "health", "close"];
    const intouch = intouchvas({ apiKey: "key" });
    const vava = vavasms({ username: "a@b.ci", password: "password", senderId: "MyBrand" });
    const others = [touchbasepro({ apiKey: "key" }), aoc({ apiKey: "key", senderId: "MYBRND" })] as const;
    const of = (sms: object) => Object.keys(sms).sort();
    expect(of(createSms({ providers: others, webhooks: calls }))).toEqual([...always].sort());
    expect(of(createSms({ providers: [vava], webhooks: calls }))).toEqual([...always, "balance", "webhooks"].sort());
    expect(of(createSms({ providers: [intouch], webhooks: calls }))).toEqual(
      [...always, "schedule", "contacts", "reports", "webhooks"].sort(),
    );
  });

  it("schedule with the provider itself, give it our URL for reports, and keep the idempotency key (rule 12)", async () => {
    const { requests, provider } = observed();
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

  it("send a campaign as one file where the provider takes files, and as messages where a guard watches (rules 11 and 14)", async () => {
    const campaign = { file: new Blob(["msisdn,name\n+254712345678,Jane\n+254712345679,John\n"]), text: "Dear {name}" };
    const byFile = observed();
    const fileSms = createSms({ providers: [byFile.provider] });
    const rows = await collect(fileSms.campaigns.launch(campaign));
    expect(rows.map(({ row }) => row)).toEqual([2, 3]);
    expect(byFile.requests.map(({ url }) => new URL(url).pathname)).toEqual(["/message/send/upload-file"]);

    const watched = observed();
    const reporting = createSms({ providers: [byFile.provider], webhooks: calls });
    const [first, second] = await collect(reporting.campaigns.launch(campaign));
    expect(byFile.requests[1]?.body).toContain(`https://example.com/sms/intouchvas.${first?.outcome.reference}.`);
    expect(second?.outcome.reference).toBe(first?.outcome.reference);

    const guarded = createSms({
      providers: [watched.provider],
      guard: { allow: ["+254712345679"], otherwise: "drop" },
    });
    const outcomes = await collect(guarded.campaigns.launch(campaign));
    expect(outcomes.map(({ outcome }) => outcome.status).sort()).toEqual(["accepted", "skipped"]);
    expect(watched.requests).toHaveLength(1);
    expect(JSON.parse(watched.requests[0]?.body ?? "")).toMatchObject({
      message: "Dear John",
      msisdn: "+254712345679",
    });
  });
});

async function collect<Item>(items: AsyncIterable<Item>): Promise<Item[]> {
  const all: Item[] = [];
  for await (const item of items) all.push(item);
  return all;
}
