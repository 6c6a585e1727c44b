import { isSmsError, SmsError } from "../error/sms-error.ts";
import { provesNoConnection } from "./connection-failure.ts";
import type { Deadline } from "./deadline.ts";

/** The error for a request that `fetch` started and could not finish. Only a connection that was never made is proof. */
export function sendFailure(provider: string, error: unknown, deadline: Deadline): SmsError {
  if (isSmsError(error)) return error;
  const ended = deadline.ended();
  if (ended !== undefined) {
    const message = ended === "timeout" ? "no complete answer in time." : "aborted in flight.";
    return new SmsError(`${provider}: ${message}`, { code: ended, mayHaveBeenSent: true, provider });
  }
  const proven = provesNoConnection(error);
  return new SmsError(`${provider}: ${proven ? "no connection could be made." : "the connection failed."}`, {
    code: "network",
    mayHaveBeenSent: !proven,
    provider,
    cause: error,
  });
}

/** The error for a failure before the request was started: whatever it was, nobody took the message. */
export function failureBeforeSending(
  provider: string,
  error: unknown,
  deadline: Deadline,
  problem = "a credential could not be fetched.",
): SmsError {
  const ended = deadline.ended();
  if (ended !== undefined) {
    const message = ended === "timeout" ? "out of time before anything was sent." : "aborted before anything was sent.";
    return new SmsError(`${provider}: ${message}`, { code: ended, mayHaveBeenSent: false, provider });
  }
  if (isSmsError(error)) return new SmsError(error.message, { ...error, mayHaveBeenSent: false, cause: error.cause });
  return new SmsError(`${provider}: ${problem}`, {
    code: "auth",
    mayHaveBeenSent: false,
    provider,
    cause: error,
  });
}
