import { type E164, isE164, type Phone, parsePhone, type Region, type SmsError } from "../../src/index.ts";

declare function send(to: Phone): void;
declare const text: string;
declare const parsed: E164;
declare const error: SmsError;

send("+254712345678");
send(parsed);

// @ts-expect-error a local number has no country code
send("0712345678");
// @ts-expect-error the plus is missing
send("254712345678");
// @ts-expect-error spaces are for people
send("+254 712 345 678");
// @ts-expect-error dashes are for people
send("+254-712-345-678");
// @ts-expect-error an empty number
send("");
// @ts-expect-error a plus alone
send("+");
// @ts-expect-error letters
send("+254712ABC678");
// @ts-expect-error the trunk 0 does not follow a plus
send("+0712345678");
// @ts-expect-error any text has to be parsed first
send(text);
// @ts-expect-error a number would lose digits
send(254712345678);

if (isE164(text)) send(text);

const result = parsePhone(text, { region: "KE" });
// @ts-expect-error there is no phone until the result was checked
send(result.phone);
if (result.ok) send(result.phone);
// @ts-expect-error there are no plans for local numbers of this country
parsePhone(text, { region: "FR" });

const home: Region = "KE";
// @ts-expect-error countries are written in capitals
const away: Region = "ke";
export const regions = [home, away];

// @ts-expect-error a brand cannot be written by hand
const forged: E164 = "+254712345678";
send(forged);

/** The codes are closed: a switch over all of them leaves nothing. */
export function adviceFor(): string {
  switch (error.code) {
    case "auth":
    case "config":
    case "insufficient-balance":
      return "look at the account";
    case "rate-limited":
    case "route-unavailable":
    case "provider-down":
      return "try later";
    case "invalid-recipient":
    case "invalid-sender":
    case "content-blocked":
    case "template-mismatch":
    case "opted-out":
    case "bad-request":
      return "change the message";
    case "network":
    case "timeout":
    case "unreadable-response":
    case "aborted":
      return error.mayHaveBeenSent ? "ask" : "send again";
    default:
      return error.code satisfies never;
  }
}
