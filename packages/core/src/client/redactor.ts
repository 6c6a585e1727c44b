import { redact } from "../error/redact.ts";
import type { ClientConfig } from "./client-options.ts";
import { encodeBasic } from "./credentials.ts";

/** Redacts the credentials of one client from what its provider answers. */
export interface Redactor {
  /** Takes note of the value that a renewable credential had for one request. */
  note(value: string): void;
  redact(text: string, more?: readonly string[]): string;
}

/** Values of renewable credentials that are kept: the current one, and the one before it, whose request may still be on its way. */
const KEPT_VALUES = 2;

export function createRedactor({ api, credentials }: ClientConfig): Redactor {
  let renewed: readonly string[] = [];
  const secrets = () =>
    Object.entries(credentials).flatMap(([name, value]) => {
      if (typeof value !== "string") return [];
      return api.securitySchemes[name]?.kind === "basic" ? partsOfBasic(value) : [value];
    });
  return {
    note(value) {
      if (!renewed.includes(value)) renewed = [value, ...renewed].slice(0, KEPT_VALUES);
    },
    redact: (text, more = []) => redact(text, [...secrets(), ...renewed, ...more]),
  };
}

// RFC 7617: the first colon ends the user name.
function partsOfBasic(value: string): string[] {
  const colon = value.indexOf(":");
  return [value.slice(0, colon), value.slice(colon + 1), encodeBasic(value)];
}
