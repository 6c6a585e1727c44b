import type { Count } from "./segments.ts";

/** A text whose number of segments follows from the standards: 3GPP 23.038 (alphabet, extension table) and 23.040 (9.2.3.24.1). */
export interface SegmentCase extends Count {
  readonly text: string;
  readonly why: string;
}

const gsm = (segments: number, why: string, text: string): SegmentCase => ({ encoding: "GSM-7", segments, why, text });
const ucs = (segments: number, why: string, text: string): SegmentCase => ({ encoding: "UCS-2", segments, why, text });

const ALPHABET =
  "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?" +
  "¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà";

export const segmentCases: readonly SegmentCase[] = [
  gsm(1, "160 septets", "a".repeat(160)),
  gsm(2, "161 septets", "a".repeat(161)),
  gsm(2, "2 × 153", "a".repeat(306)),
  gsm(3, "2 × 153 + 1", "a".repeat(307)),
  gsm(7, "7 × 153", "a".repeat(1071)),
  gsm(8, "7 × 153 + 1", "a".repeat(1072)),
  ucs(1, "70 units", "я".repeat(70)),
  ucs(2, "71 units", "я".repeat(71)),
  ucs(2, "2 × 67", "я".repeat(134)),
  ucs(3, "2 × 67 + 1", "я".repeat(135)),
  gsm(1, "the whole basic alphabet", ALPHABET),
  gsm(1, "the extension table", "^{}\\[~]|€"),
  gsm(1, "form feed is in the extension table", "one\ftwo"),
  gsm(1, "80 of the extension table: 160 septets", "€".repeat(80)),
  gsm(2, "81 of the extension table: 162 septets", "€".repeat(81)),
  gsm(2, "159 septets and one of the extension table", `${"a".repeat(159)}€`),
  gsm(3, "an escape is not cut in two: 152 + 2 + 152", `${"a".repeat(152)}€${"a".repeat(152)}`),
  gsm(3, "of 153 the extension table fills 152, twice", "€".repeat(153)),
  gsm(1, "80 times CR LF", "\r\n".repeat(80)),
  gsm(2, "81 times CR LF", "\r\n".repeat(81)),
  gsm(1, "Ç is in the alphabet", "FAÇADE"),
  ucs(1, "ç is not", "façade"),
  ucs(1, "a tab is not", "one\ttwo"),
  ucs(1, "a grave accent is not", "`code`"),
  ucs(1, "a curly apostrophe is not", "It’s here"),
  ucs(1, "a no-break space is not", "10\u00a0KES"),
  ucs(2, "one character forces all: 71 units", `${"a".repeat(70)}ç`),
  ucs(1, "35 emoji: 70 units", "😀".repeat(35)),
  ucs(2, "36 emoji: 72 units", "😀".repeat(36)),
  ucs(2, "66 emoji: 33 in each", "😀".repeat(66)),
  ucs(3, "67 emoji: 134 units, but 33 in each", "😀".repeat(67)),
  ucs(3, "a surrogate pair is not cut in two: 66 + 2 + 66", `${"ç".repeat(66)}😀${"ç".repeat(66)}`),
];

/** The texts that are counted for speed: typical messages, from a code to a long text in either encoding. */
export const segmentCorpus: readonly string[] = [
  "Your code is 4821",
  "Dear Jane, your balance is KES 1,000. Reply STOP to opt out.",
  `Reminder: ${"your appointment is tomorrow at 10:00. ".repeat(4)}`,
  `${"Terms [1] apply, price in € {VAT}. ".repeat(12)}`,
  "Votre code est 4821, à bientôt",
  "Ваш код подтверждения 4821",
  `${"नमस्ते, आपका ऑर्डर भेज दिया गया है। ".repeat(5)}`,
  "🎉 You won! 🎉".repeat(8),
];
