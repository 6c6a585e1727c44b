// In the order of their codes. 0x1B is the escape to the second table, not a character.
const DEFAULT_ALPHABET =
  "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?" +
  "¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà";
const EXTENSION_TABLE = "\f^{}\\[~]|€";

// A table up to the Greek letters; only the euro sign lies beyond it.
const TABLE_SIZE = 0x400;
const EURO = 0x20ac;
const table = septetTable();

/**
 * Septets that a code point takes in GSM-7: 1, or 2 for the extension table, or 0 if GSM-7 does not have it. The national
 * language tables of the standard's annex A are left out: a sender has to ask for them, and most cannot.
 *
 * @see https://www.3gpp.org/dynareport/23038.htm 3GPP TS 23.038, 6.2.1
 */
export function septetsOf(code: number): number {
  if (code < TABLE_SIZE) return table[code] ?? 0;
  return code === EURO ? 2 : 0;
}

/** The characters that force UCS-2 because GSM-7 does not have them: each once, in order of appearance. */
export function charactersOutsideGsm7(text: string): readonly string[] {
  const found = new Set<number>();
  for (let at = 0; at < text.length; at++) {
    const code = text.codePointAt(at) ?? 0;
    if (septetsOf(code) === 0) found.add(code);
    if (code > 0xffff) at++;
  }
  return Array.from(found, (code) => String.fromCodePoint(code));
}

function septetTable(): Uint8Array {
  const septets = new Uint8Array(TABLE_SIZE);
  for (const character of DEFAULT_ALPHABET) septets[character.charCodeAt(0)] = 1;
  for (const character of EXTENSION_TABLE) septets[character.charCodeAt(0)] = 2;
  return septets;
}
