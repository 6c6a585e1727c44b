import { assertNoSecrets, rejectionOf, type SmsErrorLike } from "@polysms/testing";

/** Values that are sent, or given as options, and that no error may show. */
export const canary = {
  apiKey: "canary-api-key-5f1d",
  username: "canary-user",
  password: "canary password 9a2e",
  token: "canary-token-77b0",
  text: "Canary: your code is 403921",
  digits: "254712345600",
} as const;

const hidden = [...Object.values(canary), `${canary.username}:${canary.password}`, canary.digits.slice(3)];

/** Throws if an error shows a canary anywhere that a log would print. */
export function expectNoCanary(error: Error): void {
  assertNoSecrets(error, hidden, "The error");
}

/** The error that a function throws or rejects with, once it is known to show no canary. */
export async function errorOf(run: () => unknown): Promise<SmsErrorLike> {
  const error = await rejectionOf(Promise.resolve().then(run));
  expectNoCanary(error);
  return error;
}
