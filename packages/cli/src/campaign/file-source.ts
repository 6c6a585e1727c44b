import { createHash } from "node:crypto";
import { createReadStream, statSync } from "node:fs";
import { usageError } from "../setup/usage-error.ts";

/** The file of a campaign on disk. Each `open` reads it from its beginning. */
export interface CampaignSource {
  readonly bytes: number;
  /** Opens the file in large pieces. Calls `onRead` with the number of bytes read so far. */
  open(onRead: (bytes: number) => void): AsyncIterable<Uint8Array>;
  /** SHA-256 of what `open` read last. Valid once that was read to its end. */
  digest(): string;
}

/** Throws a usage error if there is no such file. */
export function campaignSource(path: string): CampaignSource {
  const stats = statSync(path, { throwIfNoEntry: false });
  if (stats === undefined) throw usageError(`There is no file at ${path}.`);
  if (!stats.isFile()) throw usageError(`${path} is not a file.`);
  let hash = createHash("sha256");
  return {
    bytes: stats.size,
    async *open(onRead) {
      hash = createHash("sha256");
      let bytes = 0;
      for await (const piece of createReadStream(path) as AsyncIterable<Buffer>) {
        hash.update(piece);
        bytes += piece.length;
        onRead(bytes);
        yield piece;
      }
    },
    digest: () => hash.digest("hex"),
  };
}
