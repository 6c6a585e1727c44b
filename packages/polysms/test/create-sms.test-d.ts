import {
  type AnySms,
  aoc,
  byRegion,
  createSms,
  failover,
  intouchvas,
  isSmsError,
  parsePhone,
  touchbasepro,
  vavasms,
} from "../src/index.ts";

// Checked by tsc: each @ts-expect-error marks a line that must not compile.
const providers = [
  intouchvas({ apiKey: "key", senderId: "MYBRAND" }),
  vavasms({ username: "a@b.ci", password: "password", senderId: "MyBrand" }),
  touchbasepro({ apiKey: "key" }),
  aoc({ apiKey: "key", senderId: "MYBRND" }),
] as const;

declare function anyFacade(sms: AnySms): void;

export async function facade() {
  const sms = createSms({
    providers,
    route: byRegion({ KE: "intouchvas", CI: failover("vavasms", "intouchvas"), ZA: "touchbasepro", "*": "aoc" }),
    templates: {
      login: { text: "{code} is your {app} code", dlt: { templateId: "1507165650000000001" } },
      hello: { text: "Hello." },
    },
  });

  anyFacade(sms);
  const outcome = await sms.send({ to: "+254712345678", text: "Hello", options: { aoc: { type: "PROMO" } } });
  switch (outcome.status) {
    case "accepted":
      outcome.id satisfies string;
      outcome.provider satisfies "intouchvas" | "vavasms" | "touchbasepro" | "aoc";
      break;
    case "rejected":
    case "unknown":
      outcome.error.mayHaveBeenSent satisfies boolean;
      break;
    case "skipped":
      outcome.reason satisfies "duplicate" | "guarded";
      break;
    default:
      outcome satisfies never;
  }
  (await sms.send({ to: "+254712345678", text: "Hello" }).orThrow()).id satisfies string;
  const batch = await sms.send({ to: ["+254712345678", "+2250707070707"], text: "Hello" });
  batch.filter("rejected")[0]?.error.code satisfies string | undefined;
  const parsed = parsePhone("0712 345 678", { region: "KE" });
  if (parsed.ok) await sms.send({ to: parsed.phone, text: "Hello" });
  (await sms.balance.get("vavasms")).amount satisfies number;
  const balances = await sms.balance.get();
  if (!isSmsError(balances.vavasms)) balances.vavasms.currency satisfies string;
  outcome.reference satisfies string;
  (await sms.reports.reconcile(outcome)).status satisfies string;
  await sms.send({ to: "+254712345678", template: "login", vars: { code: 1, app: "x" } });
  await sms.send({ to: "+254712345678", template: "hello" });
  await sms.otp.start({ to: "+919812345678", template: "login", vars: { app: "x" } });
  sms.campaigns.launch({ file: new Blob([]), template: "login" }, { idempotencyKey: "spring" });
  {
    await using closing = createSms({ providers });
    await closing.close();
  }
  await sms
    .client("intouchvas")
    .POST("/contact/create", { body: { name: "VIP", contacts: [{ msisdn: "254712345678" }] } });

  const later = new Date(Date.now() + 3_600_000);
  (await sms.schedule.send({ to: "+254712345678", text: "Hello", at: later })).status satisfies string;
  (await sms.contacts.groups("intouchvas"))[0]?.id satisfies string | undefined;
  const plan = await sms.campaigns.plan({ file: new Blob([]), text: "Dear {name}" });
  for await (const { row, outcome: sent } of sms.campaigns.launch(plan)) [row, sent.status] satisfies [number, string];
  (await sms.otp.start({ to: "+2250707070707" })).status satisfies string;
  // @ts-expect-error only InTouchVAS schedules
  await sms.schedule.send({ to: "+254712345678", text: "Hello", at: later, via: "aoc" });
  // @ts-expect-error only InTouchVAS keeps contacts
  await sms.contacts.groups("vavasms");
  // @ts-expect-error no provider here schedules
  createSms({ providers: [providers[2]] }).schedule;
  // @ts-expect-error no provider here keeps contacts
  createSms({ providers: [providers[2]] }).contacts;
  // @ts-expect-error a value of the template is missing
  await sms.send({ to: "+254712345678", template: "login", vars: { code: 1 } });
  // @ts-expect-error all values of the template are missing
  await sms.send({ to: "+254712345678", template: "login" });
  // @ts-expect-error the template does not use this value
  await sms.send({ to: "+254712345678", template: "login", vars: { code: 1, app: "x", name: "y" } });
  // @ts-expect-error the template does not exist
  await sms.send({ to: "+254712345678", template: "logout", vars: {} });
  // @ts-expect-error a text or a template, not both
  await sms.send({ to: "+254712345678", template: "hello", text: "Hello" });
  // @ts-expect-error no templates are configured
  await createSms({ providers }).send({ to: "+254712345678", template: "hello" });
  // @ts-expect-error the facade generates the code
  await sms.otp.start({ to: "+919812345678", template: "login", vars: { code: 1, app: "x" } });
  // @ts-expect-error a template without {code}
  await sms.otp.start({ to: "+919812345678", template: "hello" });
  // @ts-expect-error the template of the campaign does not exist
  sms.campaigns.launch({ file: new Blob([]), template: "logout" });
  // @ts-expect-error AOC Portal has no balance
  balances.aoc;
  // @ts-expect-error a dynamic string must be parsed first
  await sms.send({ to: String(1), text: "Hello" });
  // @ts-expect-error a local literal is not E.164
  await sms.send({ to: "0712345678", text: "Hello" });
  // @ts-expect-error a literal with spaces is not E.164
  await sms.send({ to: "+254 712 345 678", text: "Hello" });
  // @ts-expect-error a misspelt field
  await sms.send({ to: "+254712345678", txt: "Hello" });
  // @ts-expect-error the text is missing
  await sms.send({ to: "+254712345678" });
  // @ts-expect-error the option has no such value
  await sms.send({ to: "+254712345678", text: "Hello", options: { aoc: { type: "Z" } } });
  // @ts-expect-error the provider has no such option
  await sms.send({ to: "+254712345678", text: "Hello", options: { intouchvas: { flash: true } } });
  // @ts-expect-error the provider is not configured
  await sms.send({ to: "+254712345678", text: "Hello", via: "twilio" });
  // @ts-expect-error TouchBasePro has no balance
  await sms.balance.get("touchbasepro");
  // @ts-expect-error one recipient has one outcome, not a batch
  outcome.filter("accepted");
  // @ts-expect-error the path is not in the spec of this provider
  await sms.client("aoc").POST("/contact/create", { body: {} });
  // @ts-expect-error no provider here has a balance
  createSms({ providers: [providers[2]] }).balance;
  const calls = { baseUrl: "https://example.com/sms", secret: "a-secret-of-at-least-thirty-two-characters" };
  const reporting = createSms({ providers, webhooks: calls });
  (await reporting.webhooks.url("vavasms")) satisfies string;
  const accepted = await reporting.send({ to: "+254712345678", text: "Hello" }).orThrow();
  (await reporting.reports.get(accepted)).provider satisfies "intouchvas" | "vavasms" | "touchbasepro" | "aoc";
  (await reporting.reports.get({ provider: "intouchvas", id: "1" }))?.status satisfies string | undefined;
  // @ts-expect-error TouchBasePro has no webhooks
  await reporting.webhooks.url("touchbasepro");
  // @ts-expect-error webhooks are not set up
  sms.webhooks;
  // @ts-expect-error no provider here makes reports
  createSms({ providers: [providers[2]], webhooks: calls }).reports;
  // @ts-expect-error no provider here has webhooks
  createSms({ providers: [providers[2]], webhooks: calls }).webhooks;
  // @ts-expect-error the route names a provider that is not configured
  createSms({ providers: [providers[0]], route: failover("intouchvas", "vavasms") });
  // @ts-expect-error the same, nested by region
  createSms({ providers: [providers[0]], route: byRegion({ KE: failover("intouchvas", "vavasms") }) });
  // @ts-expect-error the same, as a plain name
  createSms({ providers: [providers[0]], route: "vavasms" });
  // @ts-expect-error KEN is not a country code
  byRegion({ KEN: "intouchvas" });
}
