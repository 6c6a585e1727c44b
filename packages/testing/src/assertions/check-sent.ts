import { maskPhone, type Phone, redact } from "@polysms/core";
import type { MemoryMessage } from "../memory/message.ts";
import type { MatcherResult } from "./check-outcomes.ts";

/** Anything that keeps the messages it was sent: `sms.client("memory")`. */
export interface HasSent {
  readonly sent: readonly MemoryMessage[];
}

/** Whether a message went to the number, with the text if there is one. */
export function checkSent(received: unknown, to: Phone, text?: string | RegExp): MatcherResult {
  if (!hasSent(received)) {
    const hint = 'pass what sms.client("memory") returns.';
    return { pass: false, message: () => `Expected a memory provider that has sent a message; ${hint}` };
  }
  const { sent } = received;
  const toNumber = sent.filter((message) => message.to === to);
  const pass = toNumber.some((message) => matches(message.text, text));
  const wanted = text === undefined ? "" : ` with the text ${shown(text)}`;
  return {
    pass,
    message() {
      if (pass) return `Expected no message to ${maskPhone(to)}${wanted}, but there was one.`;
      const expected = `Expected a message to ${maskPhone(to)}${wanted}, but`;
      if (sent.length === 0) return `${expected} nothing was sent.`;
      if (toNumber.length > 0) {
        const texts = toNumber.map((message) => `\n  ${shown(message.text)}`);
        return `${expected} it was sent${texts.join("")}`;
      }
      const others = [...new Set(sent.map((message) => maskPhone(message.to)))];
      return `${expected} messages were sent only to ${others.slice(0, 10).join(", ")}${others.length > 10 ? ", …" : ""}.`;
    },
  };
}

function hasSent(value: unknown): value is HasSent {
  return typeof value === "object" && value !== null && "sent" in value && Array.isArray(value.sent);
}

function matches(sent: string, text: string | RegExp | undefined): boolean {
  if (text === undefined) return true;
  return typeof text === "string" ? sent === text : new RegExp(text).test(sent);
}

function shown(text: string | RegExp): string {
  return typeof text === "string" ? JSON.stringify(redact(text)) : redact(String(text));
}
