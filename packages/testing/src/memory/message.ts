import { type E164, invalidInput, maskPhone, printedAs } from "@polysms/core";

/** How a message reached a provider: the capability that took it. */
export type MessageKind = "send" | "schedule" | "files" | "otp";

/**
 * One message to one recipient, as the provider received it. When printed, its number is masked and its text left out.
 */
export interface MemoryMessage {
  readonly id: string;
  readonly kind: MessageKind;
  readonly to: E164;
  /**
   * The text with its placeholders filled in: from the row of a file, or with the code of the provider's own service.
   */
  readonly text: string;
  /** Also `unknown` until the provider has answered. */
  readonly status: "accepted" | "rejected" | "unknown";
  readonly senderId?: string | undefined;
  readonly templateId?: string | undefined;
  readonly reference?: string | undefined;
  readonly options?: object | undefined;
  /** Where the provider was asked to post delivery reports. */
  readonly reportUrl?: string | undefined;
  /** The time it is scheduled for. */
  readonly at?: Date | undefined;
  /** The row of the file that it came in, by column. */
  readonly row?: Readonly<Record<string, string>> | undefined;
  /** The code that the provider's own service made. */
  readonly code?: string | undefined;
}

export type NewMessage = Omit<MemoryMessage, "id" | "status">;

/** The messages that a memory provider received, in order. */
export interface MemoryLog {
  readonly messages: readonly MemoryMessage[];
  /** Adds a message whose status is not known yet, and returns a function that sets it. */
  add(message: NewMessage): { readonly id: string; setStatus(status: MemoryMessage["status"]): void };
  clear(): void;
}

export function createMemoryLog(name: string): MemoryLog {
  let messages: MemoryMessage[] = [];
  // Not reset by `clear`: a report about an earlier message must not match a later one.
  let count = 0;
  return {
    get messages() {
      return messages;
    },
    add(message) {
      count += 1;
      const id = `${name}-${count}`;
      const list = messages;
      const index = list.push(printedMasked({ ...message, id, status: "unknown" })) - 1;
      return {
        id,
        setStatus(status) {
          list[index] = printedMasked({ ...message, id, status });
        },
      };
    },
    clear() {
      messages = [];
    },
  };
}

function printedMasked(message: MemoryMessage): MemoryMessage {
  return printedAs(message, ({ id, kind, to, text, status }) => {
    return { id, kind, to: maskPhone(to), text: `[${text.length} characters]`, status };
  });
}

/**
 * The one-time code of a message: the one that the provider's service made, or the only run of 4 to 9 digits in its
 * text.
 */
export function codeIn({ to, text, code }: MemoryMessage): string {
  if (code !== undefined) return code;
  const [first, ...others] = text.match(/(?<!\d)\d{4,9}(?!\d)/g) ?? [];
  if (first !== undefined && others.length === 0) return first;
  const problem =
    first === undefined ? "has no run of 4 to 9 digits" : `has ${others.length + 1} numbers that could be a code`;
  throw invalidInput("to", `is a number (${maskPhone(to)}) whose last message ${problem}.`, {
    hint: "Read the code from the text of the message in sent.",
  });
}
