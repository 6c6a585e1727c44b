import { SmsError } from "./sms-error.ts";

/** An answer that has been read to its end. */
export interface Reply {
  readonly response: Response;
  readonly text: string;
}

/** More than any documented answer needs; a longer one is not read to its end. */
export const LONGEST_REPLY_BYTES = 16 * 1024 * 1024;

/**
 * Reads a body to its end, so that a deadline covers it and a cut connection shows. The response comes back with the
 * text in it, ready to be read again.
 */
export async function readReply(provider: string, response: Response): Promise<Reply> {
  const { status, statusText, headers } = response;
  const text = await readText(provider, response);
  // The Response constructor refuses a body for these, and 0 (an opaque redirect) altogether.
  const empty = status === 204 || status === 205 || status === 304;
  return { response: new Response(empty ? null : text, { status, statusText, headers }), text };
}

async function readText(provider: string, response: Response): Promise<string> {
  if (response.body === null) return "";
  const reader = response.body.getReader();
  const decoder = new TextDecoder();
  let text = "";
  let size = 0;
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return text + decoder.decode();
    size += value.byteLength;
    if (size > LONGEST_REPLY_BYTES) {
      // Not awaited: a server that will not stop sending must not hold the caller.
      reader.cancel().catch(() => {});
      throw unreadable(provider, response, `is longer than ${LONGEST_REPLY_BYTES} bytes`);
    }
    text += decoder.decode(value, { stream: true });
  }
}

/**
 * The JSON of an answer. Whole numbers too long for JavaScript become text, so that no digit of an id is lost.
 * Anything that is not JSON is an `unreadable-response`: it says nothing about what became of the message.
 */
export function parseReply(provider: string, { response, text }: Reply): unknown {
  try {
    return parseJson(text);
  } catch {
    throw unreadable(provider, response, text.trim() === "" ? "is empty" : "is not JSON");
  }
}

/** JSON as `JSON.parse` reads it, but a whole number too long for JavaScript becomes text and loses no digit. */
export function parseJson(text: string): unknown {
  const value: unknown = JSON.parse(text);
  // The second reading is only for text that is known to be JSON: a string without an end would make it slow.
  return /\d{16}/.test(text) ? JSON.parse(keepLongIntegers(text)) : value;
}

// Strings are matched first, so that digits inside them are left alone.
const STRING_OR_LONG_INTEGER = /"(?:[^"\\]|\\.)*"|(?<![\d.eE+-])-?\d{16,}(?![\d.eE])/g;

function keepLongIntegers(json: string): string {
  return json.replace(STRING_OR_LONG_INTEGER, (token) =>
    token.startsWith('"') || Number.isSafeInteger(Number(token)) ? token : `"${token}"`,
  );
}

export function unreadable(provider: string, response: Response, problem: string): SmsError {
  return new SmsError(`${provider}: the answer (HTTP ${response.status}) ${problem}.`, {
    code: "unreadable-response",
    certainty: "unknown",
    provider,
    httpStatus: response.status,
  });
}
