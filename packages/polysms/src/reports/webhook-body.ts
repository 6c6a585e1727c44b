import { type ErrorCode, parseJson, SmsError } from "@polysms/core";
import { checkJson } from "./webhook-json.ts";

/** Far more than any documented call needs. */
const MAX_BODY_BYTES = 64 * 1024;

const webhookErrors = new WeakSet<object>();

/** The error for a webhook call that is rejected with this HTTP status. It repeats nothing of the call. */
export function webhookError(httpStatus: number, problem: string, code: ErrorCode = "bad-request"): SmsError {
  const error = new SmsError(`The webhook call ${problem}`, { code, mayHaveBeenSent: false, httpStatus });
  webhookErrors.add(error);
  return error;
}

/** Whether {@link webhookError} made the error, and not a store or an adapter. */
export function isWebhookError(error: unknown): error is SmsError {
  return typeof error === "object" && error !== null && webhookErrors.has(error);
}

/** The fields of a JSON object or a form. Rejects with the `SmsError` of {@link webhookError}. */
export async function readFields(request: Request): Promise<Readonly<Record<string, unknown>>> {
  const contentType = request.headers.get("content-type") ?? "";
  const read = readerFor(contentType);
  const encoding = request.headers.get("content-encoding") ?? "identity";
  if (read === undefined || !/^identity$/i.test(encoding)) {
    throw webhookError(415, "has a body that is neither JSON nor a form in UTF-8.");
  }
  const bytes = await readBytes(request);
  let entries: readonly (readonly [string, unknown])[];
  try {
    entries = await read(bytes, contentType);
  } catch {
    // The parser's own error would quote the body.
    throw webhookError(400, "has a body that does not fit its content type.");
  }
  // Without a prototype, so that a field called __proto__ is a field like any other.
  const fields: Record<string, unknown> = Object.assign(Object.create(null), Object.fromEntries(entries));
  if (Object.keys(fields).length !== entries.length) throw webhookError(400, "has the same field twice.");
  return fields;
}

type FieldReader = (
  bytes: Uint8Array<ArrayBuffer>,
  contentType: string,
) => readonly (readonly [string, unknown])[] | Promise<readonly (readonly [string, unknown])[]>;

function readerFor(contentType: string): FieldReader | undefined {
  const [type = "", ...parameters] = contentType
    .toLowerCase()
    .split(";")
    .map((part) => part.trim());
  const charset = parameters.find((parameter) => parameter.startsWith("charset="));
  if (charset !== undefined && !/^charset="?(utf-?8|us-ascii)"?$/.test(charset)) return undefined;
  if (type === "application/json") return readJson;
  if (type === "application/x-www-form-urlencoded") return readForm;
  return type === "multipart/form-data" ? readMultipart : undefined;
}

const readJson: FieldReader = (bytes) => {
  const text = new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  const body = parseJson(text);
  checkJson(text);
  if (typeof body !== "object" || body === null || Array.isArray(body)) throw new TypeError("not an object");
  return Object.entries(body);
};

const readForm: FieldReader = (bytes) => [...new URLSearchParams(new TextDecoder().decode(bytes))];

// PHP's curl sends a list of fields like this.
const readMultipart: FieldReader = async (bytes, contentType) => {
  const form = await new Response(bytes, { headers: { "content-type": contentType } }).formData();
  return [...form];
};

/** Counts the bytes that really arrive, because `content-length` may be absent or wrong. */
async function readBytes(request: Request): Promise<Uint8Array<ArrayBuffer>> {
  const tooLong = () => webhookError(413, `is longer than ${MAX_BODY_BYTES} bytes.`);
  if (Number(request.headers.get("content-length")) > MAX_BODY_BYTES) throw tooLong();
  if (request.bodyUsed) throw webhookError(503, "has a body that was already read.", "config");
  const body = new Uint8Array(MAX_BODY_BYTES);
  const reader = request.body?.getReader();
  let size = 0;
  while (reader !== undefined) {
    const { done, value } = await reader.read().catch(() => {
      throw webhookError(400, "broke off before its body ended.");
    });
    if (done) break;
    // Some frameworks hand over a text stream, whose bytes cannot be counted.
    if (!ArrayBuffer.isView(value)) throw webhookError(400, "has a body that is not a stream of bytes.");
    if (size + value.byteLength > MAX_BODY_BYTES) {
      // Not awaited: a caller that does not stop sending must not block the answer.
      reader.cancel().catch(() => {});
      throw tooLong();
    }
    body.set(value, size);
    size += value.byteLength;
  }
  return body.slice(0, size);
}
