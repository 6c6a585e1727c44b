import { checkBaseUrl, checkFields, invalidInput, type SmsError } from "@polysms/core";
import { fromBase64Url, toBase64Url } from "../hashing/base64url.ts";
import { checkReference } from "../hashing/reference.ts";

export interface WebhookOptions {
  /** Where this service can be reached from outside, with a path if there is one: `https://example.com/sms`. */
  readonly baseUrl: string;
  /** What the tokens in the URLs are made with: at least 32 bytes, random, and used for nothing else. */
  readonly secret: string;
  /** Secrets whose URLs are still honoured, after the secret was changed. */
  readonly previousSecrets?: readonly string[] | undefined;
}

/** What the URL of a call says about itself; nothing of it is proven before {@link WebhookUrls.verify}. */
export interface WebhookCall {
  readonly provider: string;
  readonly reference: string | undefined;
  readonly token: string;
}

export interface WebhookUrls {
  write(provider: string, reference?: string): Promise<string>;
  /** Whether the token belongs to this provider and reference. Takes the same time for every wrong one. */
  verify(call: WebhookCall): Promise<boolean>;
}

const SHORTEST_SECRET_BYTES = 32;
// Anybody can call, so nothing is looked at that is longer than what servers take for the line of a request.
const LONGEST_URL = 8_192;
const HMAC = { name: "HMAC", hash: "SHA-256" } as const;
// 32 bytes take 43 characters, of which the last has four bits: another one would be a second spelling of the token.
const TOKEN = /^[\w-]{42}[AEIMQUYcgkosw048]$/;

/**
 * URLs of the form `<baseUrl>/<provider>.<reference>.<token>`: one path segment of characters that nothing on the way
 * has a reason to change, found again whatever a proxy puts before it.
 */
export function createWebhookUrls(options: WebhookOptions): WebhookUrls {
  const { baseUrl, secret, previousSecrets = [] } = options;
  if (globalThis.crypto?.subtle === undefined) throw refuse("secret", "needs Web Crypto, which is not available here.");
  checkFields(options, ["baseUrl", "secret", "previousSecrets"], { code: "config", inside: "webhooks." });
  const base = checkBaseUrl("polysms", baseUrl, "webhooks.baseUrl");
  if (!Array.isArray(previousSecrets)) throw refuse("previousSecrets", "must be a list of secrets.");
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

  return {
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
      if (!TOKEN.test(token)) return false;
      const signature = fromBase64Url(token);
      const data = signed(provider, reference);
      const tries = (await load()).map((key) => crypto.subtle.verify(HMAC, key, signature, data));
      return (await Promise.all(tries)).some(Boolean);
    },
  };
}

/** Reads the last segment of a path; `undefined` when it cannot be ours, as for a URL of more than 8,192 characters. */
export function readWebhookUrl(url: string): WebhookCall | undefined {
  if (url.length > LONGEST_URL) return undefined;
  let segment: string;
  try {
    segment = decodeURIComponent(new URL(url).pathname.split("/").findLast((part) => part !== "") ?? "");
  } catch {
    return undefined;
  }
  // Neither a provider's name nor a token has a dot in it.
  const [provider = "", ...rest] = segment.split(".");
  const token = rest.pop() ?? "";
  return { provider, reference: rest.length === 0 ? undefined : rest.join("."), token };
}

// The first line keeps the token from being good for anything else that is signed with the same secret.
function signed(provider: string, reference: string | undefined): Uint8Array<ArrayBuffer> {
  return new TextEncoder().encode(["polysms webhook", provider, reference ?? ""].join("\n"));
}

function checkSecret(secret: unknown, field: string): Uint8Array<ArrayBuffer> {
  if (typeof secret !== "string") throw refuse(field, secret === undefined ? "is missing." : "must be a string.");
  if (secret !== secret.trim()) throw refuse(field, "begins or ends with white space.");
  const bytes = new TextEncoder().encode(secret);
  if (bytes.length >= SHORTEST_SECRET_BYTES) return bytes;
  throw refuse(field, `has ${bytes.length} bytes; at least ${SHORTEST_SECRET_BYTES} are needed.`);
}

function refuse(field: string, problem: string): SmsError {
  const hint = "Make a secret with: openssl rand -base64 32";
  return invalidInput(`webhooks.${field}`, problem, { code: "config", hint });
}
