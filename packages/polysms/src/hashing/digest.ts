/**
 * SHA-256 by Web Crypto, 32 bytes; a text is hashed as UTF-8. For hashes that an attacker might try to forge or
 * reverse; `sha256` is faster, and enough for names.
 */
export async function digestOf(
  data: string | Uint8Array<ArrayBuffer>,
  { subtle }: Pick<Crypto, "subtle"> = crypto,
): Promise<Uint8Array<ArrayBuffer>> {
  const bytes = typeof data === "string" ? new TextEncoder().encode(data) : data;
  return new Uint8Array(await subtle.digest("SHA-256", bytes));
}
