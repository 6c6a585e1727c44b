// Node's certificate failures: OpenSSL's verify codes by name, and Node's own check of the host name.
// https://nodejs.org/api/tls.html#x509-certificate-error-codes
const CERTIFICATE =
  /^(CERT_|CRL_|SELF_SIGNED_CERT_IN_CHAIN$|DEPTH_ZERO_SELF_SIGNED_CERT$|UNABLE_TO_(GET|VERIFY|DECRYPT|DECODE)_|INVALID_(CA|PURPOSE)$|HOSTNAME_MISMATCH$|PATH_LENGTH_EXCEEDED$|ERR_TLS_CERT_ALTNAME_INVALID$|ERROR_IN_CERT_NOT_)/;

// No address, nothing is listening, or undici gave up before the connection was made.
const BEFORE_CONNECTION = new Set(["ECONNREFUSED", "ENOTFOUND", "EAI_AGAIN", "UND_ERR_CONNECT_TIMEOUT"]);

// These can also happen to a connection in use, so they prove something only when `connect` itself failed.
const AMBIGUOUS = new Set(["EHOSTUNREACH", "ENETUNREACH", "ETIMEDOUT"]);

/**
 * Whether an error thrown by `fetch` proves that no connection was ever made, so that nobody can have taken the
 * request. Node and Bun say why a connection failed. Other runtimes do not, so there no failure proves anything.
 * A reset (`ECONNRESET`) never does: the request may have been read before it.
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
  // The outermost code decides: what caused a reset does not matter.
  if (typeof code === "string" && code !== "") {
    return BEFORE_CONNECTION.has(code) || CERTIFICATE.test(code) || (AMBIGUOUS.has(code) && syscall === "connect");
  }
  return provesWithin(levels - 1, cause);
}
