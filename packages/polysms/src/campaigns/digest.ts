import { toBase64Url } from "../hashing/base64url.ts";
import { digestOf } from "../hashing/digest.ts";

/** Characters that are hashed at a time. Stores keep digests, and another size would give other digests. */
const PART_CHARACTERS = 1_048_576;

/** A digest of a text that is never in memory as a whole: SHA-256 over the digest so far and the next part. */
export interface Digest {
  /** Returns a promise only if there is something to wait for, because it is called for every row. */
  add(text: string): Promise<void> | undefined;
  /** The digest of everything that was added, as base64url. */
  end(): Promise<string>;
}

/** `onPart` is called with each part of the text, as UTF-8. */
export function createDigest(onPart: (bytes: Uint8Array<ArrayBuffer>) => void = () => {}): Digest {
  const encoder = new TextEncoder();
  let text = "";
  let digest = new Uint8Array();
  const hashPart = async () => {
    const part = encoder.encode(text);
    text = "";
    onPart(part);
    const both = new Uint8Array(digest.length + part.length);
    both.set(digest);
    both.set(part, digest.length);
    digest = await digestOf(both);
  };
  return {
    add(more) {
      text += more;
      return text.length >= PART_CHARACTERS ? hashPart() : undefined;
    },
    async end() {
      await hashPart();
      return toBase64Url(digest);
    },
  };
}
