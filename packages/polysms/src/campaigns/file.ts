import { invalidInput, SmsError } from "@polysms/core";

type Chunks = ReadableStream<Uint8Array> | AsyncIterable<Uint8Array | string>;

/**
 * A CSV file in UTF-8. A `Blob` (Node: `await openAsBlob("people.csv")`) and a function that opens the file can be read
 * again, which `launch` needs; a stream can only be planned.
 */
export type CampaignFile = Blob | Chunks | (() => Chunks | Promise<Chunks>);

export function checkFile(file: unknown): CampaignFile {
  if (file instanceof Blob || typeof file === "function") return file as CampaignFile;
  if (typeof file === "object" && file !== null && ("getReader" in file || Symbol.asyncIterator in file)) {
    return file as CampaignFile;
  }
  throw invalidInput("file", "must be a Blob, a stream of bytes, or a function that opens one.", {
    hint: "A text becomes a Blob with new Blob([text]), and a file of Node with await openAsBlob(path).",
  });
}

export function canReadAgain(file: CampaignFile): boolean {
  return file instanceof Blob || typeof file === "function";
}

/**
 * The text of a file, piece by piece. Bytes that are not UTF-8 become U+FFFD. Rejects with an `SmsError` when the file
 * cannot be read.
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
    // Somebody who stops reading half way wants no more of it.
    await reader.cancel().catch(() => {});
    reader.releaseLock();
  }
}
