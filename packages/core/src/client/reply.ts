import { SmsError } from "../error/sms-error.ts";

/** An answer that has been read to its end. */
export interface Reply {
  readonly response: Response;
  readonly text: string;
}

// More than any documented answer needs. A longer one is not read to its end.
const LONGEST_REPLY_BYTES = 16 * 1024 * 1024;

/** Reads a body to its end, so that a deadline covers it and a dropped connection is noticed. */
export async function readReply(provider: string, response: Response): Promise<Reply> {
  if (response.body === null) return { response, text: "" };
  const reader = response.body.getReader();
  const decoder = new TextDecoder();
  let text = "";
  let size = 0;
  // The latest piece is kept back: most answers have only one, and the last one is decoded in half the time.
  let piece: Uint8Array | undefined;
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return { response, text: text + decoder.decode(piece) };
    size += value.byteLength;
    if (size > LONGEST_REPLY_BYTES) {
      // Not awaited: a server that does not stop sending must not keep the caller waiting.
      reader.cancel().catch(() => {});
      throw unreadable(provider, response, `is longer than ${LONGEST_REPLY_BYTES} bytes`);
    }
    if (piece !== undefined) text += decoder.decode(piece, { stream: true });
    piece = value;
  }
}

/**
 * The JSON of an answer, as {@link parseJson} reads it. Throws an `unreadable-response` for anything that is not JSON: it
 * says nothing about what became of the message.
 */
export function parseReply(provider: string, { response, text }: Reply): unknown {
  try {
    return parseJson(text);
  } catch {
    throw unreadable(provider, response, text.trim() === "" ? "is empty" : "is not JSON");
  }
}

/**
 * Parses JSON as `JSON.parse` does, except that a whole number that is too long for JavaScript becomes a string, so that no
 * digit of an id is lost. Throws a `SyntaxError` if the text is not JSON.
 */
export function parseJson(text: string): unknown {
  const value: unknown = JSON.parse(text);
  // Only a text that is known to be JSON is read a second time: a string without an end would make that slow.
  return /\d{16}/.test(text) ? JSON.parse(keepLongIntegers(text)) : value;
}

// Strings are matched first, so that digits inside them are left alone.
const STRING_OR_LONG_INTEGER = /"(?:[^"\\]|\\.)*"|(?<![\d.eE+-])-?\d{16,}(?![\d.eE])/g;

function keepLongIntegers(json: string): string {
  return json.replace(STRING_OR_LONG_INTEGER, (token) =>
    token.startsWith('"') || Number.isSafeInteger(Number(token)) ? token : `"${token}"`,
  );
}

/** The error for an answer that cannot be read; `problem` ends the sentence "the answer …". */
export function unreadable(provider: string, response: Response, problem: string): SmsError {
  return new SmsError(`${provider}: the answer (HTTP ${response.status}) ${problem}.`, {
    code: "unreadable-response",
    mayHaveBeenSent: true,
    provider,
    httpStatus: response.status,
  });
}
