// Node's certificate failures: OpenSSL's verify codes by name, and Node's own check of the host name.
// https://nodejs.org/api/tls.html#x509-certificate-error-codes
const CERTIFICATE =
  /^(CERT_|CRL_|SELF_SIGNED_CERT_IN_CHAIN$|DEPTH_ZERO_SELF_SIGNED_CERT$|UNABLE_TO_(GET|VERIFY|DECRYPT|DECODE)_|INVALID_(CA|PURPOSE)$|HOSTNAME_MISMATCH$|PATH_LENGTH_EXCEEDED$|ERR_TLS_CERT_ALTNAME_INVALID$|ERROR_IN_CERT_NOT_)/;

// No address, nobody listening, or undici gave up before the connection stood.
const BEFORE_CONNECTION = new Set(["ECONNREFUSED", "ENOTFOUND", "EAI_AGAIN", "UND_ERR_CONNECT_TIMEOUT"]);

// These can also happen to a connection in use, so they prove something only when `connect` itself failed.
const AMBIGUOUS = new Set(["EHOSTUNREACH", "ENETUNREACH", "ETIMEDOUT"]);

/**
 * Whether an error thrown by `fetch` proves that no connection was ever made, so that nobody can have taken the
 * request. Node and Bun say why a connection failed; other runtimes do not, and there every failure is unproven.
 * A reset (`ECONNRESET`) proves nothing: the request may have been read before it.
 */
export function provesNoConnection(error: unknown): boolean {
  return provesWithin(5, error);
}

// fetch wraps the reason in a TypeError; a handful of levels is more than any runtime nests.
function provesWithin(levels: number, error: unknown): boolean {
  if (levels === 0 || typeof error !== "object" || error === null) return false;
  const { code, syscall, errors, cause } = error as {
    code?: unknown;
    syscall?: unknown;
    errors?: unknown;
    cause?: unknown;
  };
  // An AggregateError is one attempt per address (IPv6, IPv4): each must have failed to connect.
  if (Array.isArray(errors)) return errors.length > 0 && errors.every((one) => provesWithin(levels - 1, one));
  // A code speaks for itself; what caused a reset is no excuse for it.
  if (typeof code === "string" && code !== "") {
    return BEFORE_CONNECTION.has(code) || CERTIFICATE.test(code) || (AMBIGUOUS.has(code) && syscall === "connect");
  }
  return provesWithin(levels - 1, cause);
}
