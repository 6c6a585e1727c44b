import { inspect } from "node:util";
import { expect } from "vitest";
import { SmsError } from "../src/index.ts";

/** Values that go into every call here and may come out of no error. */
export const canary = {
  secret: "cAn4ry-s3cret-Zq",
  phone: "+254700111222",
  text: "the canary sings at dawn",
} as const;

const forbidden = [
  canary.secret,
  btoa(canary.secret),
  btoa(`acme-user:${canary.secret}`),
  canary.text,
  canary.phone.slice(1),
  canary.phone.slice(4),
];

/** Everything that a log could show of a value holds no canary, however the number is grouped. */
export function expectNoCanary(value: unknown): void {
  const stack = value instanceof Error ? value.stack : "";
  const shown = [String(value), stack, JSON.stringify(value), inspect(value, { depth: null, showHidden: true })];
  const text = shown.join("\n");
  const digitsTogether = text.replace(/(?<=\d)[\s().-]+(?=\d)/g, "");
  for (const one of forbidden) {
    expect(text).not.toContain(one);
    expect(digitsTogether).not.toContain(one);
  }
}

/** The error of a call that must reject: ours, and free of canaries. */
export async function rejectionOf(call: Promise<unknown>): Promise<SmsError> {
  const outcome = await call.then(
    (value) => ({ rejected: false as const, value }),
    (error: unknown) => ({ rejected: true as const, error }),
  );
  if (!outcome.rejected) throw new Error(`The call was expected to reject, and gave ${inspect(outcome.value)}.`);
  return checked(outcome.error);
}

/** The error of a function that must throw: ours, and free of canaries. */
export function errorOf(run: () => unknown): SmsError {
  try {
    run();
  } catch (error) {
    return checked(error);
  }
  throw new Error("The function was expected to throw.");
}

function checked(error: unknown): SmsError {
  expectNoCanary(error);
  if (!(error instanceof SmsError)) throw new Error("Something other than an SmsError was thrown.", { cause: error });
  return error;
}
