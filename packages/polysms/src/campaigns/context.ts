import type { AnyProvider } from "@polysms/core";
import type { KeyedHash } from "../hashing/keyed-hash.ts";
import type { Notes } from "../idempotency/notes.ts";
import type { Pipeline, SendOnce } from "../sending/pipeline.ts";

/** What campaigns need from the facade. */
export interface CampaignContext {
  readonly providers: ReadonlyMap<string, AnyProvider>;
  /** Sends the messages, and counts the uploads as in flight. */
  readonly pipeline: Pipeline;
  /** The text of a template with its placeholders. Throws an `SmsError` if there is no template with this name. */
  readonly textOf: (template: unknown) => string;
  /** Sends a file once per idempotency key. */
  readonly sendOnce: SendOnce;
  /** Keeps which rows are sent in a file, and whether the store still knows a campaign's rows. */
  readonly notes: Notes;
  /** Makes names of numbers and texts for the store. */
  readonly hash: KeyedHash;
  /** `false` sends every row as a message, because the guard cannot see into a file. Default `true`. */
  readonly files?: boolean | undefined;
  /** A monotonic clock in milliseconds. */
  readonly now?: (() => number) | undefined;
}
