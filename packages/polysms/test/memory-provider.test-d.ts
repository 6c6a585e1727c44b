import { type MemoryClient, memoryProvider } from "@polysms/testing";
import { byRegion, createSms, failover, intouchvas, vavasms } from "../src/index.ts";

// Checked by tsc: each @ts-expect-error marks a line that must not compile.
const route = byRegion({ KE: failover("intouchvas", "vavasms"), CI: "vavasms" });
const real = createSms({
  providers: [
    intouchvas({ apiKey: "key", senderId: "MYBRAND" }),
    vavasms({ username: "a@b.ci", password: "password", senderId: "MyBrand" }),
  ],
  route,
});

/** A user's code that states which members of the facade it needs. */
export async function login(sms: Pick<typeof real, "send" | "otp">, to: "+254712345678") {
  await sms.send({ to, text: "Hello", via: "vavasms", options: { intouchvas: { type: "promotional" } } });
  return sms.otp.start({ to });
}

export async function replacements() {
  const sms = createSms({
    providers: [memoryProvider({ name: "intouchvas" }), memoryProvider({ name: "vavasms", can: ["otp"] })],
    route,
  });
  await login(sms, "+254712345678");
  sms.client("vavasms") satisfies MemoryClient;
  await sms.balance.get("intouchvas");
  // @ts-expect-error this provider was created without a balance
  await sms.balance.get("vavasms");
  // @ts-expect-error the provider is not configured
  await sms.send({ to: "+254712345678", text: "Hello", via: "memory" });
  // @ts-expect-error the route names a provider that is not configured
  createSms({ providers: [memoryProvider({ name: "intouchvas" })], route });
  // @ts-expect-error balances is not a capability
  memoryProvider({ can: ["balances"] });
}

export async function alone() {
  const sms = createSms({ providers: [memoryProvider()], route: "memory" });
  sms.client("memory") satisfies MemoryClient;
  sms.client("memory").sent[0]?.text satisfies string | undefined;
  await sms.balance.get("memory");
  await sms.schedule.send({ to: "+254712345678", text: "Hello", at: new Date() });
  await sms.contacts.groups("memory");
  await sms.reports.get({ provider: "memory", id: "memory-1" });
  memoryProvider().can.files.maxBytes satisfies number;
  // @ts-expect-error most providers have no OTP service, so it is not there by default
  memoryProvider().can.otp;
  memoryProvider({ can: ["otp"] }).can.otp satisfies object;
  // @ts-expect-error created with sending only
  createSms({ providers: [memoryProvider({ can: [] })] }).balance;
  // @ts-expect-error not an error code
  sms.client("memory").reject("no-money");
  // @ts-expect-error a local number is not E.164
  sms.client("memory").accept({ to: "0712345678" });
}
