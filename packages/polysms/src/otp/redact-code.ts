import { type SendReport, SmsError } from "@polysms/core";

const DEEPEST_CAUSE = 8;

/** The report without the code, should a provider have repeated it in an error. */
export function reportWithoutCode(report: SendReport, code: string): SendReport {
  const verdicts = report.verdicts.map((verdict) =>
    verdict.status === "accepted" ? verdict : { ...verdict, error: errorWithoutCode(verdict.error, code) },
  );
  return { ...report, verdicts };
}

/** The same error, or one with the code struck out and without the cause. */
export function errorWithoutCode(error: SmsError, code: string): SmsError {
  if (![...textsOf(error)].some((text) => text.includes(code))) return error;
  const clean = (text: string | undefined) => text?.replaceAll(code, "[redacted]");
  return new SmsError(error.message.replaceAll(code, "[redacted]"), {
    ...error,
    providerCode: clean(error.providerCode),
    providerMessage: clean(error.providerMessage),
    hint: clean(error.hint),
  });
}

function* textsOf(error: SmsError): Generator<string> {
  yield JSON.stringify(error);
  let cause: unknown = error;
  for (let depth = 0; depth < DEEPEST_CAUSE && cause !== undefined; depth++) {
    yield String(cause);
    cause = typeof cause === "object" && cause !== null && "cause" in cause ? cause.cause : undefined;
  }
}
