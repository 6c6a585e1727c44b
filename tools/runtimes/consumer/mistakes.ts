import { byRegion, createSms, touchbasepro, vavasms } from "polysms";

// Each line is a mistake that a compiler has to find. If it does not, it reports the comment above it.

const zulu = touchbasepro({ apiKey: "example-key" });
const ivory = vavasms({ username: "you@example.com", password: "example-password", senderId: "MyBrand" });
const sms = createSms({ providers: [zulu, ivory], templates: { login: { text: "{code} is your code" } } });
const quiet = createSms({ providers: [zulu] });
const typed: string = "+254712345678";

// A plain string, a local number, a number with spaces.
// @ts-expect-error
sms.send({ to: typed, text: "Hello" });
// @ts-expect-error
sms.send({ to: "0712345678", text: "Hello" });
// @ts-expect-error
sms.send({ to: "+254 712 345 678", text: "Hello" });

// A misspelt field, a missing field, a provider that is not configured.
// @ts-expect-error
sms.send({ to: "+254712345678", test: "Hello" });
// @ts-expect-error
sms.send({ to: "+254712345678" });
// @ts-expect-error
sms.send({ to: "+254712345678", text: "Hello", via: "intouchvas" });
// @ts-expect-error
createSms({ providers: [zulu], route: byRegion({ KE: "vavasms" }) });

// A template that does not exist, and a missing value.
// @ts-expect-error
sms.send({ to: "+254712345678", template: "logout", vars: { code: 1 } });
// @ts-expect-error
sms.send({ to: "+254712345678", template: "login", vars: {} });

// What the provider cannot do, and what was not configured.
// @ts-expect-error
sms.balance.get("touchbasepro");
// @ts-expect-error
quiet.balance;
// @ts-expect-error
sms.webhooks;
// @ts-expect-error
sms.schedule;

// An outcome whose status was not checked has no id, and the provider's own client knows its fields.
// @ts-expect-error
sms.send({ to: "+254712345678", text: "Hello" }).then(({ id }) => id);
// @ts-expect-error
sms.client("touchbasepro").POST("/sms/messages", { body: { texts: "Hello", to: [] } });
// @ts-expect-error
sms.client("touchbasepro").POST("/sms/message", {});

// A provider without what it needs.
// @ts-expect-error
touchbasepro({});
// @ts-expect-error
touchbasepro({ apikey: "example-key" });
