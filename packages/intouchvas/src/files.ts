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
import { judgeReceipt } from "./receipt.ts";

const provider = "intouchvas";

/** The document says below 100 MB. */
export const maximumBytes = api.operations["POST /message/send/upload-file"].body.properties.file.maxLength;

// A slow line of 1 Mbit/s carries this many bytes in a millisecond; with less the file counts as stuck.
const SLOWEST_BYTES_PER_MS = 100;

/** Milliseconds for a call with a file: what is given for it, or the usual time and what a slow line needs for the file. */
export function timeFor(file: Blob, call: CallOptions, usualMs: number = DEFAULT_TIMEOUT_MS): CallOptions {
  return { ...call, timeoutMs: call.timeoutMs ?? usualMs + Math.ceil(file.size / SLOWEST_BYTES_PER_MS) };
}

/**
 * Sends a text to everybody in a CSV, with `{column}` replaced by InTouchVAS from the row. One verdict for all rows: how
 * many there were is not known here, and bad rows are not reported. Whether the messages count as transactional or
 * promotional is not documented.
 */
export async function sendFile(
  client: IntouchvasClient,
  message: FileMessage,
  secrets: () => readonly string[],
  call: CallOptions = {},
  usualMs?: number,
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
  const init = { ...timeFor(file, call, usualMs), body };
  const { ok, data, error, response } = await client.POST("/message/send/upload-file", init);
  const verdict = judgeReceipt(ok ? data : error, response, undefined, [
    ...secrets(),
    text,
    body.message,
    reportUrl ?? "",
  ]);
  return { verdicts: [verdict], httpStatus: response.status };
}

/** `{column}` as InTouchVAS writes it: `[column]`. What it does with brackets of other meaning is not documented. */
function withBrackets(text: unknown): string {
  if (typeof text !== "string" || text.trim() === "") {
    throw invalidInput("text", "must be a text that is not empty.", { provider });
  }
  if (/[[\]]/.test(text)) {
    throw invalidInput("text", "has square brackets, which mark columns at InTouchVAS; use round ones.", {
      provider,
      hint: "A column is written in braces: {name}.",
    });
  }
  return text.replaceAll(/\{([^{}]+)\}/g, "[$1]");
}
