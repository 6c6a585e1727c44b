import type { SmsErrorLike } from "../conformance/options.ts";

const BRAND = Symbol.for("polysms.SmsError");

/** Whether a value is an `SmsError`, of whichever copy of the package. */
export function isSmsErrorLike(value: unknown): value is SmsErrorLike {
  return value instanceof Error && BRAND in value;
}

/** The `SmsError` that a call throws. Throws when there is none, or when it is another error. */
export function errorOf(call: () => unknown): SmsErrorLike {
  try {
    call();
  } catch (error) {
    if (isSmsErrorLike(error)) return error;
    throw error;
  }
  throw new Error("An SmsError should have been thrown.");
}

/** The `SmsError` that a promise rejects with. Rejects when there is none, or when it is another error. */
export async function rejectionOf(promise: Promise<unknown>): Promise<SmsErrorLike> {
  try {
    await promise;
  } catch (error) {
    if (isSmsErrorLike(error)) return error;
    throw error;
  }
  throw new Error("The promise should have been rejected with an SmsError.");
}
