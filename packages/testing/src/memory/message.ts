import { type E164, maskPhone } from "@polysms/core";

/** The ways in which a message can come to a provider, by the capability that takes it. */
export type MessageKind = "send" | "schedule" | "files" | "otp";

/** One message to one recipient, as the provider was given it. Printing it masks the number and leaves the text out. */
export interface MemoryMessage {
  readonly id: string;
  readonly kind: MessageKind;
  readonly to: E164;
  /** With the values of the row, or the code of the provider's own service, in their places. */
  readonly text: string;
  /** `unknown` also as long as the answer is on its way. */
  readonly status: "accepted" | "rejected" | "unknown";
  readonly senderId?: string | undefined;
  readonly templateId?: string | undefined;
  readonly reference?: string | undefined;
  readonly options?: object | undefined;
  /** Where the provider was told to post delivery reports. */
  readonly reportUrl?: string | undefined;
  /** The time that it is scheduled for. */
  readonly at?: Date | undefined;
  /** The row of the file that it came in, by column. */
  readonly row?: Readonly<Record<string, string>> | undefined;
  /** The code that the provider's own service made up. */
  readonly code?: string | undefined;
}

export type Incoming = Omit<MemoryMessage, "id" | "status">;

/** What a memory provider was given, in order. */
export interface MemoryLog {
  readonly messages: readonly MemoryMessage[];
  /** Takes note of a message whose verdict is not known yet, and returns the way to tell it. */
  add(message: Incoming): { readonly id: string; judged(verdict: MemoryMessage["status"]): void };
  clear(): void;
}

export function createMemoryLog(name: string): MemoryLog {
  let messages: MemoryMessage[] = [];
  // Goes on after `clear`: a report on an earlier message must not look like one on a later message.
  let count = 0;
  return {
    get messages() {
      return messages;
    },
    add(incoming) {
      count += 1;
      const id = `${name}-${count}`;
      const among = messages;
      const index = among.push(shownMasked({ ...incoming, id, status: "unknown" })) - 1;
      return {
        id,
        judged(verdict) {
          among[index] = shownMasked({ ...incoming, id, status: verdict });
        },
      };
    },
    clear() {
      messages = [];
    },
  };
}

function shownMasked(message: MemoryMessage): MemoryMessage {
  return Object.defineProperty(message, Symbol.for("nodejs.util.inspect.custom"), {
    value: () => {
      const { id, kind, to, text, status: verdict } = message;
      return { id, kind, to: maskPhone(to), text: `[${text.length} characters]`, verdict };
    },
  });
}
