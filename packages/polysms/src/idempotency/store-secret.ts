import { invalidInput } from "@polysms/core";
import { newReference } from "../hashing/reference.ts";
import type { IdempotencyStore } from "./store.ts";

const MIN_SECRET_BYTES = 32;
const METHODS = ["find", "reserve", "finalize", "release", "records", "forget"] as const;

/** One for the process, because its facades may share a memory store. Made when first needed: not every runtime has random
 * bytes while a module loads. */
let processSecret: string | undefined;

interface SecretStores {
  readonly idempotency?: IdempotencyStore | undefined;
  readonly otp?: object | undefined;
  readonly secret?: string | undefined;
}

/**
 * The secret behind everything that stores keep instead of numbers, texts and codes. Stores that end with the process need
 * none. Throws an `SmsError` with code `config` if it is missing or too short, or if a store lacks a method.
 */
export function storeSecret({ idempotency, otp, secret }: SecretStores): string {
  const missing = METHODS.find((name) => idempotency !== undefined && typeof idempotency?.[name] !== "function");
  if (missing !== undefined) {
    throw invalidInput(`stores.idempotency.${missing}`, "is missing; see IdempotencyStore.", { code: "config" });
  }
  if (secret !== undefined) return checkSecret(secret);
  const outlives = Object.entries({ idempotency, otp }).find(
    ([, store]) => store !== undefined && (store as { readonly inProcess?: boolean }).inProcess !== true,
  );
  if (outlives === undefined) {
    processSecret ??= newReference() + newReference();
    return processSecret;
  }
  throw invalidInput("stores.secret", `is missing: the ${outlives[0]} store outlives this process.`, {
    code: "config",
    hint: HINT,
  });
}

const HINT = "Make one with `openssl rand -base64 32`, keep it, and give it to every process that shares the store.";

function checkSecret(secret: unknown): string {
  const wrong = (problem: string) => invalidInput("stores.secret", problem, { code: "config", hint: HINT });
  if (typeof secret !== "string") throw wrong("must be a string.");
  const bytes = new TextEncoder().encode(secret).length;
  if (bytes >= MIN_SECRET_BYTES) return secret;
  throw wrong(`has ${bytes} bytes; at least ${MIN_SECRET_BYTES} are needed.`);
}
