import {
  type Accepted,
  aoc,
  type Batch,
  byRegion,
  createSms,
  failover,
  intouchvas,
  isSmsError,
  type Outcome,
  type Phone,
  parsePhone,
  touchbasepro,
  vavasms,
} from "polysms";

const sms = createSms({
  providers: [
    intouchvas({ apiKey: "example-key", senderId: "MYBRAND" }),
    vavasms({ username: "you@example.com", password: "example-password", senderId: "MyBrand" }),
    touchbasepro({ apiKey: "example-key" }),
    aoc({ apiKey: "example-key", senderId: "MYBRND" }),
  ],
  route: byRegion({ KE: "intouchvas", CI: failover("vavasms", "intouchvas"), ZA: "touchbasepro", "*": "aoc" }),
  templates: { login: { text: "{code} is your {app} code" } },
  webhooks: { baseUrl: "https://example.com/sms", secret: "thirty-two-bytes-that-only-a-test-knows" },
  retry: { maxAttempts: 2 },
  guard: { allow: ["+254712345678"], otherwise: "drop" },
});

type Name = "intouchvas" | "vavasms" | "touchbasepro" | "aoc";

export async function sendOne(typed: string): Promise<string> {
  const parsed = parsePhone(typed, { region: "KE" });
  if (!parsed.ok) return parsed.message;
  const outcome: Outcome<Name> = await sms.send({ to: parsed.phone, text: "Hello", options: { aoc: { type: "OTP" } } });
  switch (outcome.status) {
    case "accepted":
      return `${outcome.provider} ${outcome.id}`;
    case "rejected":
    case "unknown":
      return outcome.error.code;
    case "skipped":
      return outcome.reason;
    default:
      return outcome satisfies never;
  }
}

export async function sendMany(to: readonly Phone[], signal: AbortSignal): Promise<number> {
  const batch: Batch<Name> = await sms.send({ to, template: "login", vars: { code: 4821, app: "Shop" } }, { signal });
  const accepted: Accepted<Name> = await sms.send({ to: "+254712345678", text: "Hello" }).orThrow();
  return batch.counts.accepted + accepted.attempts.length;
}

export async function otherThings(request: Request): Promise<Response> {
  const started = await sms.otp.start({ to: "+2250707070707" });
  if (started.status === "sent") await sms.otp.check(started.ticket, "482913");
  const { amount } = await sms.balance.get("vavasms");
  if (amount === undefined) await sms.contacts.groups("intouchvas");
  const { data, error } = await sms
    .client("touchbasepro")
    .POST("/sms/messages", { body: { text: "Hello", to: ["+27831234567"] } });
  if (data === undefined) throw new Error(JSON.stringify(error));
  for await (const each of sms.stream([{ to: "+254712345678", text: "Hello" }])) if (isSmsError(each)) throw each;
  return sms.webhooks.handle(request);
}
