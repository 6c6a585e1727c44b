import type { E164 } from "../phone/phone.ts";

/** One message for one request: never more recipients than the provider's limit. */
export interface OutgoingMessage<Options extends object = object> {
  readonly to: readonly E164[];
  readonly text: string;
  readonly senderId?: string | undefined;
  readonly options?: Options | undefined;
  /** Id of the registered template that the text follows, for providers that need it (India's DLT). */
  readonly templateId?: string | undefined;
  /** Our own name for this message: the same for all its requests, and for no other message. */
  readonly reference?: string | undefined;
  /** Where the provider may post delivery reports, if it takes a URL per message. */
  readonly reportUrl?: string | undefined;
}
