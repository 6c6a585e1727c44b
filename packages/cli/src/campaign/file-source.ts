import { createHash } from "node:crypto";
import { createReadStream, statSync } from "node:fs";
import { refuse } from "../setup/usage-error.ts";

/** A campaign's file on disk, read from its beginning each time. */
export interface CampaignSource {
  readonly bytes: number;
  /** Opens the file in large pieces. Calls back with how much of it has been read. */
  open(read: (bytes: number) => void): AsyncIterable<Uint8Array>;
  /** SHA-256 of what `open` read last, once it has been read to its end. */
  digest(): string;
}

/** Throws an `SmsError` when there is no such file. */
export function campaignSource(path: string): CampaignSource {
  const stats = statSync(path, { throwIfNoEntry: false });
  if (stats === undefined) throw refuse(`There is no file at ${path}.`);
  if (!stats.isFile()) throw refuse(`${path} is no file.`);
  let hash = createHash("sha256");
  return {
    bytes: stats.size,
    async *open(read) {
      hash = createHash("sha256");
      let bytes = 0;
      for await (const piece of createReadStream(path) as AsyncIterable<Buffer>) {
        hash.update(piece);
        bytes += piece.length;
        read(bytes);
        yield piece;
      }
    },
    digest: () => hash.digest("hex"),
  };
}
