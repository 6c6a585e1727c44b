import { toBase64Url } from "../hashing/base64url.ts";

/** Characters that are hashed at a time. Digests are kept in stores, and another size would make others. */
const PART = 1_048_576;

/** A digest of text that never stands in memory as a whole: SHA-256 over the digest so far and the next part. */
export interface Digest {
  /** A promise only when there is something to wait for, because this is called for every row. */
  add(text: string): Promise<void> | undefined;
  /** Base64url, when all has been added. */
  end(): Promise<string>;
}

/** `onPart` gets the same text in parts, as UTF-8. */
export function createDigest(onPart: (bytes: Uint8Array<ArrayBuffer>) => void = () => {}): Digest {
  const encoder = new TextEncoder();
  let text = "";
  let digest = new Uint8Array();
  const fold = async () => {
    const part = encoder.encode(text);
    text = "";
    onPart(part);
    const both = new Uint8Array(digest.length + part.length);
    both.set(digest);
    both.set(part, digest.length);
    digest = new Uint8Array(await crypto.subtle.digest("SHA-256", both));
  };
  return {
    add(more) {
      text += more;
      return text.length >= PART ? fold() : undefined;
    },
    async end() {
      await fold();
      return toBase64Url(digest);
    },
  };
}
