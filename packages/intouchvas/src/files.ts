import {
  type CallOptions,
  checkFields,
  DEFAULT_TIMEOUT_MS,
  type FileMessage,
  invalidInput,
  type SendReport,
} from "@polysms/core";
import type { IntouchvasClient } from "./client.ts";
import { api } from "./generated/operations.gen.ts";
import { answerOf, verdictFromReceipt } from "./receipt.ts";

const provider = "intouchvas";

/** The document says below 100 MB. */
export const maxBytes = api.operations["POST /message/send/upload-file"].body.properties.file.maxLength;

// A slow connection of 1 Mbit/s carries this many bytes in a millisecond. Anything slower counts as stuck.
const SLOWEST_BYTES_PER_MS = 100;

/**
 * The options of a call with a file. If the call sets no time limit, it gets the one of the client, and in addition the time
 * that a slow connection needs for the file.
 */
export function withTimeFor(file: Blob, call: CallOptions, clientTimeoutMs = DEFAULT_TIMEOUT_MS): CallOptions {
  return { ...call, timeoutMs: call.timeoutMs ?? clientTimeoutMs + Math.ceil(file.size / SLOWEST_BYTES_PER_MS) };
}

/**
 * Sends a text to every row of a CSV; InTouchVAS replaces `{column}` with the value of the row. There is one verdict for
 * all rows: how many there were is not known here, and bad rows are not reported. Whether the messages count as
 * transactional or promotional is not documented.
 */
export async function sendFile(
  client: IntouchvasClient,
  message: FileMessage,
  call: CallOptions = {},
  clientTimeoutMs?: number,
): Promise<SendReport> {
  checkFields(message, ["file", "text", "campaignName", "senderId", "reference", "reportUrl"], { provider });
  const { file, text, campaignName, senderId, reportUrl } = message;
  if (!(file instanceof Blob)) throw invalidInput("file", "must be a Blob or File.", { provider });
  if (file.size === 0) throw invalidInput("file", "is empty.", { provider });
  const body = {
    message: withBrackets(text),
    file,
    ...(senderId === undefined ? {} : { sender_id: senderId }),
    ...(campaignName === undefined ? {} : { campaign_name: campaignName }),
    // In no table of fields, and in every sample (quirk intouchvas-file-callback-url).
    ...(reportUrl === undefined ? {} : { callback_url: reportUrl }),
  };
  const init = { ...withTimeFor(file, call, clientTimeoutMs), body };
  const result = await client.POST("/message/send/upload-file", init);
  const answer = answerOf(client, result, [text, body.message, reportUrl ?? ""]);
  return { verdicts: [verdictFromReceipt(answer, undefined)], httpStatus: result.response.status };
}

/** `{column}` as InTouchVAS writes it: `[column]`. What it does with other square brackets is not documented. */
function withBrackets(text: unknown): string {
  if (typeof text !== "string" || text.trim() === "") {
    throw invalidInput("text", "must be a string that is not empty.", { provider });
  }
  if (/[[\]]/.test(text)) {
    throw invalidInput("text", "has square brackets, which mark columns at InTouchVAS; use round ones.", {
      provider,
      hint: "A column is written in braces: {name}.",
    });
  }
  return text.replaceAll(/\{([^{}]+)\}/g, "[$1]");
}
