import { inspect } from "node:util";
import { isSmsError, type SmsError } from "@polysms/core";
import { expect } from "vitest";

/** Values that are sent, or given as options, and that no error may show. */
export const canary = {
  apiKey: "canary-api-key-5f1d",
  username: "canary-user",
  password: "canary password 9a2e",
  token: "canary-token-77b0",
  text: "Canary: your code is 403921",
  digits: "254712345600",
} as const;

/** Fails when an error shows a canary anywhere that a log would print. */
export function expectDiscreet(error: SmsError): void {
  const shown = [error.message, error.stack, String(error), JSON.stringify(error), inspect(error, { depth: 9 })];
  const hidden = [...Object.values(canary), btoa(`${canary.username}:${canary.password}`), canary.digits.slice(3)];
  for (const secret of hidden) expect(shown.join("\n").replaceAll(/(?<=\d)[ ().-]+(?=\d)/g, "")).not.toContain(secret);
}

/** The error that a function throws or rejects with, once it is known to show no canary. */
export async function errorOf(run: () => unknown): Promise<SmsError> {
  try {
    await run();
  } catch (error) {
    if (!isSmsError(error)) throw error;
    expectDiscreet(error);
    return error;
  }
  throw new Error("An SmsError should have been thrown.");
}
