import type { ErrorCode } from "@polysms/core";
import type { aoc, vavasms } from "../../src/index.ts";
import type { OtpMember } from "../../src/otp/member.ts";

// Checked by tsc: each @ts-expect-error marks a line that must not compile.
type Providers = readonly [ReturnType<typeof vavasms>, ReturnType<typeof aoc>];

export async function oneTimeCodes(otp: OtpMember<Providers>) {
  const started = await otp.start({ to: "+254712345678" });
  switch (started.status) {
    case "sent":
      started.ticket.provider satisfies "vavasms" | "aoc";
      started.ticket.expiresAt satisfies string;
      break;
    case "unknown":
      started.error.code satisfies ErrorCode;
      started.ticket.id satisfies string;
      break;
    case "rejected":
      started.error.code satisfies ErrorCode;
      // @ts-expect-error nobody took it, so there is nothing to check
      started.ticket;
      break;
    case "limited":
      started.reason satisfies "cool-down" | "budget";
      started.retryAfterMs satisfies number;
      break;
    default:
      started satisfies never;
  }
  await otp.start({
    to: "+919876543210",
    via: "aoc",
    text: "{code} is your code",
    senderId: "MYBRND",
    options: { aoc: { type: "OTP", templateId: "1507" } },
  });
  if (started.status !== "sent") return;
  const result = await otp.check(started.ticket, "123456");
  result satisfies "approved" | "wrong" | "expired" | "too-many-attempts";

  // @ts-expect-error one code goes to one number
  await otp.start({ to: ["+254712345678"] });
  // @ts-expect-error a local literal is not E.164
  await otp.start({ to: "0712345678" });
  // @ts-expect-error the provider is not configured
  await otp.start({ to: "+254712345678", via: "twilio" });
  // @ts-expect-error codes have no onUnknown
  await otp.start({ to: "+254712345678" }, { onUnknown: "failover-and-risk-duplicate" });
  // @ts-expect-error a code is a string, because it can start with zeros
  await otp.check(started.ticket, 123456);
  // @ts-expect-error an id alone is not a ticket
  await otp.check(started.ticket.id, "123456");
}
