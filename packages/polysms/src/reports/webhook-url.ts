import { checkBaseUrl, checkFields, invalidInput, type SmsError } from "@polysms/core";
import { fromBase64Url, toBase64Url } from "../hashing/base64url.ts";
import { checkReference } from "../hashing/reference.ts";

/** What `createSms` needs for webhooks. */
export interface WebhookOptions {
  /**
   * The public URL under which you route requests to `webhooks.handle`: `https://example.com/sms`. https, except on
   * loopback.
   */
  readonly baseUrl: string;
  /** Signs the tokens in the URLs: at least 32 random bytes, used for nothing else. */
  readonly secret: string;
  /** Earlier secrets whose URLs are still valid. Default: none. */
  readonly previousSecrets?: readonly string[] | undefined;
}

/** What the URL of a call claims. Nothing is proven before {@link WebhookUrls.verify}. */
interface WebhookCall {
  readonly provider: string;
  readonly reference: string | undefined;
  readonly token: string;
}

/** Writes and verifies webhook URLs. */
export interface WebhookUrls {
  /** The URL for a provider and a reference. Rejects with an `SmsError` if one of them cannot be part of a URL. */
  write(provider: string, reference?: string): Promise<string>;
  /** Whether the token belongs to this provider and reference. Takes the same time for every wrong token. */
  verify(call: WebhookCall): Promise<boolean>;
  /** The reference in a URL that was written for this provider; `undefined` if it has none, or is not one of ours. */
  referenceIn(provider: string, url: string): Promise<string | undefined>;
}

const MIN_SECRET_BYTES = 32;
// Anybody can call, so a URL longer than servers usually accept is not even parsed.
const MAX_URL_LENGTH = 8_192;
const HMAC = { name: "HMAC", hash: "SHA-256" } as const;
// 32 bytes take 43 characters, of which the last has four bits: another one would be a second spelling of the token.
const TOKEN = /^[\w-]{42}[AEIMQUYcgkosw048]$/;

/**
 * URLs of the form `<baseUrl>/<provider>.<reference>.<token>`: one path segment, of characters that nothing on the way
 * has a reason to change. It is found again whatever path a proxy puts in front of it. Throws an `SmsError` with code
 * `config` if an option is wrong.
 */
export function createWebhookUrls(options: WebhookOptions): WebhookUrls {
  const { baseUrl, secret, previousSecrets = [] } = options;
  if (globalThis.crypto?.subtle === undefined)
    throw optionError("secret", "needs Web Crypto, which is not available here.");
  checkFields(options, ["baseUrl", "secret", "previousSecrets"], { code: "config", inside: "webhooks." });
  const base = checkBaseUrl("polysms", baseUrl, "webhooks.baseUrl");
  if (!Array.isArray(previousSecrets)) throw optionError("previousSecrets", "must be a list of secrets.");
  const current = checkSecret(secret, "secret");
  const secrets = [current, ...previousSecrets.map((old, index) => checkSecret(old, `previousSecrets[${index}]`))];
  // Made when first needed: some runtimes allow no cryptography while a module loads.
  let keys: Promise<readonly CryptoKey[]> | undefined;
  const load = () => {
    keys ??= Promise.all(
      secrets.map((bytes) => crypto.subtle.importKey("raw", bytes, HMAC, false, ["sign", "verify"])),
    );
    return keys;
  };

  const urls: WebhookUrls = {
    async write(provider, reference) {
      if (!/^[\w-]+$/.test(provider)) throw invalidInput("provider", "must be a name of letters, digits, - and _.");
      if (reference !== undefined) checkReference(reference);
      const [key] = await load();
      const token = toBase64Url(
        new Uint8Array(await crypto.subtle.sign(HMAC, key as CryptoKey, signed(provider, reference))),
      );
      return `${base}/${[provider, reference, token].filter((part) => part !== undefined).join(".")}`;
    },
    async verify({ provider, reference, token }) {
      // An empty reference would be a second spelling of the URL without one.
      if (!TOKEN.test(token) || reference === "") return false;
      const signature = fromBase64Url(token);
      const data = signed(provider, reference);
      const checks = (await load()).map((key) => crypto.subtle.verify(HMAC, key, signature, data));
      return (await Promise.all(checks)).some(Boolean);
    },
    async referenceIn(provider, url) {
      const call = readWebhookUrl(url);
      return call?.provider === provider && (await urls.verify(call)) ? call.reference : undefined;
    },
  };
  return urls;
}

/** Reads the last segment of the path. Returns `undefined` if it cannot be parsed or has more than 8,192 characters. */
export function readWebhookUrl(url: string): WebhookCall | undefined {
  if (url.length > MAX_URL_LENGTH) return undefined;
  let segment: string;
  try {
    segment = decodeURIComponent(new URL(url).pathname.split("/").findLast((part) => part !== "") ?? "");
  } catch {
    return undefined;
  }
  // Neither a provider's name nor a token contains a dot; a reference may.
  const [provider = "", ...rest] = segment.split(".");
  const token = rest.pop() ?? "";
  return { provider, reference: rest.length === 0 ? undefined : rest.join("."), token };
}

// The first line makes the token invalid for anything else that is signed with the same secret.
function signed(provider: string, reference: string | undefined): Uint8Array<ArrayBuffer> {
  return new TextEncoder().encode(["polysms webhook", provider, reference ?? ""].join("\n"));
}

function checkSecret(secret: unknown, field: string): Uint8Array<ArrayBuffer> {
  if (typeof secret !== "string") throw optionError(field, secret === undefined ? "is missing." : "must be a string.");
  if (secret !== secret.trim()) throw optionError(field, "begins or ends with white space.");
  const bytes = new TextEncoder().encode(secret);
  if (bytes.length >= MIN_SECRET_BYTES) return bytes;
  throw optionError(field, `has ${bytes.length} bytes; at least ${MIN_SECRET_BYTES} are needed.`);
}

function optionError(field: string, problem: string): SmsError {
  const hint = "Make a secret with: openssl rand -base64 32";
  return invalidInput(`webhooks.${field}`, problem, { code: "config", hint });
}
