import { invalidInput } from "../error/sms-error.ts";

const LOOPBACK = /^(localhost|.+\.localhost|127(\.\d{1,3}){3}|\[::1\])$/;

/**
 * Checks that credentials can be sent to a base URL: `https:`, or `http:` on loopback for mock servers. Returns it without
 * a trailing slash. Throws an `SmsError` with code `config` that names the field for anything else.
 */
export function checkBaseUrl(provider: string, value: string, field = "baseUrl"): string {
  const invalid = (problem: string) => invalidInput(field, problem, { provider, code: "config" });
  let url: URL;
  try {
    url = new URL(value);
  } catch {
    throw invalid("is not a URL; write it like https://sms.example.com.");
  }
  if (url.protocol !== "https:" && url.protocol !== "http:") throw invalid("must be an https: URL.");
  if (url.protocol === "http:" && !LOOPBACK.test(url.hostname)) {
    throw invalid("must be https: http would send credentials in the clear, and is allowed on loopback only.");
  }
  if (url.username !== "" || url.password !== "") throw invalid("must not contain credentials; pass them as options.");
  if (/[?#]/.test(url.href)) throw invalid("must end with its path, without ? or #.");
  return url.href.replace(/\/+$/, "");
}
