import { isSmsError, type SmsError } from "@polysms/core";

/** The error that a call throws; anything else fails the test. */
export function errorOf(call: () => unknown): SmsError {
  try {
    call();
  } catch (error) {
    if (isSmsError(error)) return error;
    throw error;
  }
  throw new Error("Nothing was thrown.");
}

/** The error that a promise rejects with; anything else fails the test. */
export async function rejectionOf(promise: Promise<unknown>): Promise<SmsError> {
  try {
    await promise;
  } catch (error) {
    if (isSmsError(error)) return error;
    throw error;
  }
  throw new Error("Nothing was refused.");
}
