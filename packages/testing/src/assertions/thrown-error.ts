/** An `SmsError`, including one that another copy of the package made. */
export interface SmsErrorLike extends Error {
  readonly code: string;
  readonly mayHaveBeenSent: boolean;
  readonly field?: string | undefined;
  readonly provider?: string | undefined;
  readonly providerCode?: string | undefined;
  readonly providerMessage?: string | undefined;
  readonly httpStatus?: number | undefined;
  readonly retryAfterMs?: number | undefined;
  readonly hint?: string | undefined;
}

const BRAND = Symbol.for("polysms.SmsError");

/** Whether a value is an `SmsError` of any copy of the package. */
export function isSmsErrorLike(value: unknown): value is SmsErrorLike {
  return value instanceof Error && BRAND in value;
}

/** Returns the `SmsError` that a call throws. Throws if the call throws nothing, or throws another error. */
export function errorOf(call: () => unknown): SmsErrorLike {
  try {
    call();
  } catch (error) {
    if (isSmsErrorLike(error)) return error;
    throw error;
  }
  throw new Error("An SmsError should have been thrown.");
}

/**
 * Resolves with the `SmsError` that a promise rejects with. Rejects if the promise resolves, or rejects with another
 * error.
 */
export async function rejectionOf(promise: Promise<unknown>): Promise<SmsErrorLike> {
  try {
    await promise;
  } catch (error) {
    if (isSmsErrorLike(error)) return error;
    throw error;
  }
  throw new Error("The promise should have been rejected with an SmsError.");
}
