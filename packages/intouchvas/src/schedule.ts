import { type CallOptions, invalidInput, type OutgoingMessage, type SendReport, sameVerdict } from "@polysms/core";
import type { IntouchvasClient } from "./client.ts";
import { answerOf, verdictFromReceipt } from "./receipt.ts";
import { type IntouchvasMessageOptions, writeMessage } from "./send.ts";

const provider = "intouchvas";

/** A moment as a day and a time of day in one time zone, as InTouchVAS takes it. */
interface WallTime {
  /** `YYYY-MM-DD` */
  readonly date: string;
  /** `HH:MM:SS`, 24 hours. */
  readonly send_time: string;
}

const KENYA = "Africa/Nairobi";

/**
 * Writes moments as clocks in a time zone show them, by default Kenya's. Throws an `SmsError` with code `config` if there is
 * no such time zone. Where clocks are put back, the repeated hour reads the same twice; in Kenya they never are.
 */
export function wallClock(timeZone?: string): (at: Date) => WallTime {
  // Making a format takes as long as making the rest of the provider, so Kenya's is made when it is first needed.
  let format = timeZone === undefined ? undefined : formatFor(timeZone);
  return (at) => {
    if (!(at instanceof Date) || Number.isNaN(at.getTime())) {
      throw invalidInput("at", "must be a valid Date.", { provider });
    }
    format ??= formatFor(KENYA);
    const parts = Object.fromEntries(format.formatToParts(at).map(({ type, value }) => [type, value]));
    const { year = "", month, day, hour, minute, second } = parts;
    return { date: `${year.padStart(4, "0")}-${month}-${day}`, send_time: `${hour}:${minute}:${second}` };
  };
}

function formatFor(timeZone: string): Intl.DateTimeFormat {
  const two = "2-digit";
  try {
    return new Intl.DateTimeFormat("en-US", {
      timeZone,
      calendar: "gregory",
      numberingSystem: "latn",
      hourCycle: "h23",
      year: "numeric",
      month: two,
      day: two,
      hour: two,
      minute: two,
      second: two,
    });
  } catch {
    throw invalidInput("timeZone", "is not an IANA time zone; one looks like Africa/Nairobi.", {
      provider,
      code: "config",
    });
  }
}

/**
 * Hands one text for up to 50 numbers over, to be sent later. The document says that scheduled messages are promotional. It
 * names no time zone, so the time is right only if the clock has the time zone that InTouchVAS means (quirk
 * intouchvas-send-time-format).
 */
export async function scheduleMessage(
  client: IntouchvasClient,
  message: OutgoingMessage<IntouchvasMessageOptions>,
  wallTime: WallTime,
  call: CallOptions = {},
): Promise<SendReport> {
  const { type, body } = writeMessage(message);
  if (type === "transactional") {
    throw invalidInput("options.intouchvas.type", "cannot be transactional here: scheduled messages are promotional.", {
      provider,
    });
  }
  const scheduled = { ...body, schedule: true, ...wallTime };
  const result = await client.POST("/message/send/promotional", { ...call, body: scheduled });
  const answer = answerOf(client, result, [message.text, body.callback_url ?? ""]);
  return sameVerdict(message.to, verdictFromReceipt(answer, message.to.length), result.response.status);
}
