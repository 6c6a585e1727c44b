import { type ErrorCode, parseJson, SmsError } from "@polysms/core";

/** More than any documented call needs, by far. */
export const LONGEST_BODY_BYTES = 64 * 1024;

const refusals = new WeakSet<object>();

/** A call that is not taken. `httpStatus` is what it is answered with; nothing of the call is repeated. */
export function refuseCall(httpStatus: number, problem: string, code: ErrorCode = "bad-request"): SmsError {
  const error = new SmsError(`The webhook call ${problem}`, { code, mayHaveBeenSent: false, httpStatus });
  refusals.add(error);
  return error;
}

/** Whether an error is an answer of ours, and not one that a store or an adapter threw. */
export function isRefusal(error: unknown): error is SmsError {
  return typeof error === "object" && error !== null && refusals.has(error);
}

/** The fields of a JSON object or a form. Rejects with the `SmsError` of {@link refuseCall}. */
export async function readFields(request: Request): Promise<Readonly<Record<string, unknown>>> {
  const contentType = request.headers.get("content-type") ?? "";
  const read = readerFor(contentType);
  const encoding = request.headers.get("content-encoding") ?? "identity";
  if (read === undefined || !/^identity$/i.test(encoding)) {
    throw refuseCall(415, "has neither JSON nor a form in UTF-8 in it.");
  }
  const bytes = await readBytes(request);
  let entries: readonly (readonly [string, unknown])[];
  try {
    entries = await read(bytes, contentType);
  } catch {
    // The parser's own error would quote the body.
    throw refuseCall(400, "has a body that does not fit its content type.");
  }
  // Without a prototype, so that a field called __proto__ is a field like any other.
  const fields: Record<string, unknown> = Object.assign(Object.create(null), Object.fromEntries(entries));
  if (Object.keys(fields).length !== entries.length) throw refuseCall(400, "has a field twice.");
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
  if (typeof body !== "object" || body === null || Array.isArray(body)) throw new TypeError("not an object");
  return Object.entries(body);
};

const readForm: FieldReader = (bytes) => [...new URLSearchParams(new TextDecoder().decode(bytes))];

// What PHP's curl makes of a list of fields.
const readMultipart: FieldReader = async (bytes, contentType) => {
  const form = await new Response(bytes, { headers: { "content-type": contentType } }).formData();
  return [...form];
};

/** Counts what really comes, because `content-length` may be absent or wrong. */
async function readBytes(request: Request): Promise<Uint8Array<ArrayBuffer>> {
  const tooLong = () => refuseCall(413, `is longer than ${LONGEST_BODY_BYTES} bytes.`);
  if (Number(request.headers.get("content-length")) > LONGEST_BODY_BYTES) throw tooLong();
  if (request.bodyUsed) throw refuseCall(500, "was read before it came here.", "config");
  const body = new Uint8Array(LONGEST_BODY_BYTES);
  const reader = request.body?.getReader();
  let size = 0;
  while (reader !== undefined) {
    const { done, value } = await reader.read().catch(() => {
      throw refuseCall(400, "broke off.");
    });
    if (done) break;
    // A stream that a framework has decoded to text is none of ours to count.
    if (!ArrayBuffer.isView(value)) throw refuseCall(400, "is no stream of bytes.");
    if (size + value.byteLength > LONGEST_BODY_BYTES) {
      // Not awaited: a caller that will not stop sending must not hold us.
      reader.cancel().catch(() => {});
      throw tooLong();
    }
    body.set(value, size);
    size += value.byteLength;
  }
  return body.slice(0, size);
}
