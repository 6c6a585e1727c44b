import { SmsError } from "../error/sms-error.ts";

/** An answer that has been read to its end. */
export interface Reply {
  readonly response: Response;
  readonly text: string;
}

/** More than any documented answer needs; a longer one is not read to its end. */
export const LONGEST_REPLY_BYTES = 16 * 1024 * 1024;

/** Reads a body to its end, so that a deadline covers it and a cut connection shows. */
export async function readReply(provider: string, response: Response): Promise<Reply> {
  if (response.body === null) return { response, text: "" };
  const reader = response.body.getReader();
  const decoder = new TextDecoder();
  let text = "";
  let size = 0;
  // The latest piece is kept back: most answers come in one, and the last is decoded in half the time.
  let piece: Uint8Array | undefined;
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return { response, text: text + decoder.decode(piece) };
    size += value.byteLength;
    if (size > LONGEST_REPLY_BYTES) {
      // Not awaited: a server that will not stop sending must not hold the caller.
      reader.cancel().catch(() => {});
      throw unreadable(provider, response, `is longer than ${LONGEST_REPLY_BYTES} bytes`);
    }
    if (piece !== undefined) text += decoder.decode(piece, { stream: true });
    piece = value;
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
    mayHaveBeenSent: true,
    provider,
    httpStatus: response.status,
  });
}
