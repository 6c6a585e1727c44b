import { type CallOptions, invalidInput, type OutgoingMessage, type SendReport, sameVerdict } from "@polysms/core";
import type { IntouchvasClient } from "./client.ts";
import type { IntouchvasMessageOptions } from "./provider.ts";
import { judgeReceipt } from "./receipt.ts";
import { writeMessage } from "./send.ts";

const provider = "intouchvas";

/** A moment as a day and a time of day in one time zone, as InTouchVAS takes it. */
export interface WallTime {
  /** `YYYY-MM-DD` */
  readonly date: string;
  /** `HH:MM:SS`, 24 hours. */
  readonly send_time: string;
}

const KENYA = "Africa/Nairobi";

/**
 * Writes moments as clocks in a time zone show them, Kenya's unless told. Throws an `SmsError` with code `config` when there is no such zone.
 * Where clocks are put back, the repeated hour reads the same twice; Kenya's never are.
 */
export function wallClock(timeZone?: string): (at: Date) => WallTime {
  // Making one takes as long as making everything else of a provider, so Kenya's is made when it is first needed.
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
    throw invalidInput("timeZone", "is not an IANA time zone; one is written like Africa/Nairobi.", {
      provider,
      code: "config",
    });
  }
}

/**
 * Hands one text for up to 50 numbers over, to be sent later. Whatever is scheduled is promotional, says the document.
 * It names no time zone, so the time is right only if the clock is set to the one that InTouchVAS means (quirk
 * intouchvas-send-time-format).
 */
export async function scheduleMessage(
  client: IntouchvasClient,
  message: OutgoingMessage<IntouchvasMessageOptions>,
  wallTime: WallTime,
  secrets: () => readonly string[],
  call: CallOptions = {},
): Promise<SendReport> {
  const { type, body } = writeMessage(message);
  if (type === "transactional") {
    throw invalidInput("options.intouchvas.type", "cannot be transactional here: what is scheduled is promotional.", {
      provider,
    });
  }
  const scheduled = { ...body, schedule: true, ...wallTime };
  const { ok, data, error, response } = await client.POST("/message/send/promotional", { ...call, body: scheduled });
  const hidden = [...secrets(), message.text, body.callback_url ?? ""];
  return sameVerdict(message.to, judgeReceipt(ok ? data : error, response, message.to.length, hidden), response.status);
}
