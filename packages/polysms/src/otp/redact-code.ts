import { type SendReport, SmsError } from "@polysms/core";

const MAX_CAUSE_DEPTH = 8;

/** The report without the code, in case a provider repeats it in an error. */
export function reportWithoutCode(report: SendReport, code: string): SendReport {
  const verdicts = report.verdicts.map((verdict) =>
    verdict.status === "accepted" ? verdict : { ...verdict, error: errorWithoutCode(verdict.error, code) },
  );
  return { ...report, verdicts };
}

/** The same error; if it contains the code, a copy with the code redacted and without the cause. */
export function errorWithoutCode(error: SmsError, code: string): SmsError {
  if (![...textsOf(error)].some((text) => text.includes(code))) return error;
  const redact = (text: string | undefined) => text?.replaceAll(code, "[redacted]");
  return new SmsError(error.message.replaceAll(code, "[redacted]"), {
    ...error,
    providerCode: redact(error.providerCode),
    providerMessage: redact(error.providerMessage),
    hint: redact(error.hint),
  });
}

function* textsOf(error: SmsError): Generator<string> {
  yield JSON.stringify(error);
  let cause: unknown = error;
  for (let depth = 0; depth < MAX_CAUSE_DEPTH && cause !== undefined; depth++) {
    yield String(cause);
    cause = typeof cause === "object" && cause !== null && "cause" in cause ? cause.cause : undefined;
  }
}
