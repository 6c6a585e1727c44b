import { invalidInput } from "../error/sms-error.ts";

const LOOPBACK = /^(localhost|.+\.localhost|127(\.\d{1,3}){3}|\[::1\])$/;

/**
 * A base URL fit to carry credentials: `https:`, or `http:` on loopback for mock servers. Returned without a trailing
 * slash. Anything else is refused with an error that names the field.
 */
export function checkBaseUrl(provider: string, value: string, field = "baseUrl"): string {
  const refuse = (problem: string) => invalidInput(field, problem, { provider, code: "config" });
  let url: URL;
  try {
    url = new URL(value);
  } catch {
    throw refuse("is not a URL; write it like https://sms.example.com.");
  }
  if (url.protocol !== "https:" && url.protocol !== "http:") throw refuse("must be an https: URL.");
  if (url.protocol === "http:" && !LOOPBACK.test(url.hostname)) {
    throw refuse("must be https: http would send credentials in the clear, and is allowed on loopback only.");
  }
  if (url.username !== "" || url.password !== "") throw refuse("must not contain credentials; pass them as options.");
  if (/[?#]/.test(url.href)) throw refuse("must end with its path, without ? or #.");
  return url.href.replace(/\/+$/, "");
}
