import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { provesNoConnection } from "../../src/index.ts";

interface Fields {
  readonly code?: unknown;
  readonly syscall?: string;
  readonly cause?: unknown;
}

function failure({ cause, ...fields }: Fields): Error {
  return Object.assign(new Error("failed", cause === undefined ? {} : { cause }), fields);
}

/** As Node's fetch rejects: a TypeError around the reason. */
function fetchFailed(fields: Fields): TypeError {
  return new TypeError("fetch failed", { cause: failure(fields) });
}

const certificateCodes = [
  "DEPTH_ZERO_SELF_SIGNED_CERT",
  "SELF_SIGNED_CERT_IN_CHAIN",
  "UNABLE_TO_VERIFY_LEAF_SIGNATURE",
  "UNABLE_TO_GET_ISSUER_CERT",
  "UNABLE_TO_GET_ISSUER_CERT_LOCALLY",
  "UNABLE_TO_GET_CRL",
  "UNABLE_TO_DECRYPT_CERT_SIGNATURE",
  "UNABLE_TO_DECODE_ISSUER_PUBLIC_KEY",
  "CERT_HAS_EXPIRED",
  "CERT_NOT_YET_VALID",
  "CERT_REVOKED",
  "CERT_REJECTED",
  "CERT_UNTRUSTED",
  "CERT_SIGNATURE_FAILURE",
  "CERT_CHAIN_TOO_LONG",
  "CRL_HAS_EXPIRED",
  "ERROR_IN_CERT_NOT_AFTER_FIELD",
  "INVALID_CA",
  "INVALID_PURPOSE",
  "PATH_LENGTH_EXCEEDED",
  "HOSTNAME_MISMATCH",
  "ERR_TLS_CERT_ALTNAME_INVALID",
];

describe("a connection that was never made", () => {
  it.each(["ECONNREFUSED", "ENOTFOUND", "EAI_AGAIN", "UND_ERR_CONNECT_TIMEOUT", ...certificateCodes])(
    "is proven by %s",
    (code) => {
      expect(provesNoConnection(failure({ code }))).toBe(true);
      expect(provesNoConnection(fetchFailed({ code }))).toBe(true);
    },
  );

  it.each(["EHOSTUNREACH", "ENETUNREACH", "ETIMEDOUT"])("is proven by %s of connect, and of nothing else", (code) => {
    expect(provesNoConnection(fetchFailed({ code, syscall: "connect" }))).toBe(true);
    expect(provesNoConnection(fetchFailed({ code, syscall: "read" }))).toBe(false);
    expect(provesNoConnection(fetchFailed({ code, syscall: "write" }))).toBe(false);
    expect(provesNoConnection(fetchFailed({ code }))).toBe(false);
  });

  it.each([
    "ECONNRESET",
    "EPIPE",
    "ECONNABORTED",
    "UND_ERR_SOCKET",
    "UND_ERR_HEADERS_TIMEOUT",
    "UND_ERR_BODY_TIMEOUT",
    "UND_ERR_ABORTED",
    "ERR_SSL_WRONG_VERSION_NUMBER",
    "EPROTO",
    "CERTAINLY_NOT",
    "econnrefused",
    "",
  ])("is not proven by %j, not even of connect", (code) => {
    expect(provesNoConnection(failure({ code }))).toBe(false);
    expect(provesNoConnection(fetchFailed({ code, syscall: "connect" }))).toBe(false);
  });

  it("is proven by several addresses only when each of them failed to connect", () => {
    const connectionRefused = failure({ code: "ECONNREFUSED", syscall: "connect" });
    const unreachable = failure({ code: "ENETUNREACH", syscall: "connect" });
    const reset = failure({ code: "ECONNRESET" });
    expect(provesNoConnection(new AggregateError([connectionRefused, unreachable]))).toBe(true);
    expect(provesNoConnection(new TypeError("fetch failed", { cause: new AggregateError([connectionRefused]) }))).toBe(
      true,
    );
    expect(provesNoConnection(new AggregateError([connectionRefused, reset]))).toBe(false);
    expect(provesNoConnection(new AggregateError([connectionRefused, undefined]))).toBe(false);
    expect(provesNoConnection(new AggregateError([]))).toBe(false);
    expect(provesNoConnection(Object.assign(new AggregateError([]), { code: "ECONNREFUSED" }))).toBe(false);
    expect(provesNoConnection(Object.assign(new AggregateError([reset]), { code: "ECONNREFUSED" }))).toBe(false);
  });

  it("is found a few causes down", () => {
    expect(provesNoConnection(failure({ cause: failure({ cause: failure({ code: "ENOTFOUND" }) }) }))).toBe(true);
  });

  it("is not proven by the cause of an error whose own code says that the connection was made", () => {
    const cause = failure({ code: "ECONNREFUSED" });
    expect(provesNoConnection(failure({ code: "ECONNRESET", cause }))).toBe(false);
    expect(provesNoConnection(failure({ code: "UND_ERR_SOCKET", cause }))).toBe(false);
    expect(provesNoConnection(failure({ code: "ETIMEDOUT", syscall: "read", cause }))).toBe(false);
  });
});

describe("an error of an odd shape", () => {
  it("that is its own cause comes to an end", () => {
    const circle = failure({});
    circle.cause = failure({ cause: circle });
    expect(provesNoConnection(circle)).toBe(false);
  });

  it("that is one of its own errors comes to an end", () => {
    const circle = new AggregateError([]);
    circle.errors.push(circle);
    expect(provesNoConnection(circle)).toBe(false);
  });

  it("proves nothing, whatever it is", () => {
    fc.assert(
      fc.property(fc.anything(), (value) => {
        expect(provesNoConnection(value)).toBe(false);
      }),
    );
    expect(provesNoConnection(failure({ code: 61 }))).toBe(false);
    expect(provesNoConnection("ECONNREFUSED")).toBe(false);
  });
});
