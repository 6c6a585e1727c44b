import { invalidInput, SmsError } from "@polysms/core";

type Chunks = ReadableStream<Uint8Array> | AsyncIterable<Uint8Array | string>;

/**
 * A CSV file in UTF-8. `launch` has to read it more than once, so give a `Blob` (in Node `await
 * openAsBlob("people.csv")`) or a function that opens the file. A stream can only be planned.
 */
export type CampaignFile = Blob | Chunks | (() => Chunks | Promise<Chunks>);

/** Throws an `SmsError` for anything that is not a file. Does not open it. */
export function checkFile(file: unknown): CampaignFile {
  if (file instanceof Blob || typeof file === "function") return file as CampaignFile;
  if (typeof file === "object" && file !== null && ("getReader" in file || Symbol.asyncIterator in file)) {
    return file as CampaignFile;
  }
  throw invalidInput("file", "must be a Blob, a stream of bytes, or a function that opens one.", {
    hint: "Make a Blob of a string with new Blob([text]), and of a file in Node with await openAsBlob(path).",
  });
}

export function canReadAgain(file: CampaignFile): boolean {
  return file instanceof Blob || typeof file === "function";
}

/**
 * The text of a file, piece by piece. Bytes that are not UTF-8 become U+FFFD. Throws an `SmsError` if the file cannot
 * be read.
 */
export async function* textOf(file: CampaignFile): AsyncGenerator<string, void, undefined> {
  const decoder = new TextDecoder();
  try {
    const chunks = file instanceof Blob ? file.stream() : typeof file === "function" ? await file() : file;
    for await (const chunk of "getReader" in chunks ? read(chunks) : chunks) {
      yield typeof chunk === "string" ? decoder.decode() + chunk : decoder.decode(chunk, { stream: true });
    }
    yield decoder.decode();
  } catch (cause) {
    throw new SmsError("The file could not be read to its end.", {
      code: "bad-request",
      mayHaveBeenSent: false,
      field: "file",
      cause,
    });
  }
}

// Not every runtime can iterate over a stream.
async function* read(stream: ReadableStream<Uint8Array>): AsyncGenerator<Uint8Array, void, undefined> {
  const reader = stream.getReader();
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return;
      yield value;
    }
  } finally {
    // A consumer that stops half way needs nothing more from the stream.
    await reader.cancel().catch(() => {});
    reader.releaseLock();
  }
}
