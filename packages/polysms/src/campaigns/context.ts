import type { AnyProvider } from "@polysms/core";
import type { KeepNote } from "../idempotency/notes.ts";
import type { Pipeline, SendOnce } from "../sending/pipeline.ts";

/** What a campaign is given. */
export interface CampaignContext {
  readonly providers: ReadonlyMap<string, AnyProvider>;
  /** Sends the messages, and counts the uploads as in flight. */
  readonly pipeline: Pipeline;
  /** The text of a template. Throws an `SmsError` if there is no template of this name. */
  readonly textOf: (template: unknown) => string;
  /** Hands a file over once per idempotency key. */
  readonly sendOnce: SendOnce;
  /** Keeps the note of which rows are sent in a file. */
  readonly keepNote: KeepNote;
  /** False sends every row as a message: a guard cannot look into a file. */
  readonly files?: boolean | undefined;
  readonly now?: (() => number) | undefined;
}
