import type { StoreKeyLike } from "./idempotency-store.ts";

/** Different names that stores have taken for the same, or that mean something to what is below a store. */
export const lookAlikes: readonly string[] = [
  // case, spaces and zeros, as databases and file systems compare them
  ...[
    "order-1",
    "Order-1",
    "ORDER-1",
    "order-1 ",
    " order-1",
    "order-10",
    "order-01",
    "order",
    "1",
    "01",
    "1.0",
    "1e0",
  ],
  // Unicode: composed and decomposed, compatible forms, invisible characters, emoji beyond three bytes
  ...[
    "caf\u00e9",
    "cafe\u0301",
    "cafe",
    "stra\u00dfe",
    "strasse",
    "\uff41",
    "a",
    "a\u200d",
    "\u0430",
    "\u{1f600}",
    "\u{1f601}",
  ],
  // patterns and separators
  ...[
    "%",
    "_",
    "*",
    "?",
    "[a]",
    "a*",
    "a%",
    "a:b",
    "a/b",
    "a\\b",
    "a|b",
    "a.b",
    "a,b",
    "a b",
    "a;b",
    "{a}",
    "..",
    "../a",
  ],
  ...["'", '"', "''", '""', "`", "$1", "\\", "\\\\", "--", '["a","b"]'],
  // names that every object of JavaScript has
  ...["__proto__", "constructor", "toString", "hasOwnProperty", "null", "undefined", "true"],
  // longer than a short column, and different only at the end
  ...[`${"long".repeat(75)}-1`, `${"long".repeat(75)}-2`],
];

/** Keys that are the same only where group and name are joined without care. */
export const lookAlikeKeys: readonly StoreKeyLike[] = [
  ...lookAlikes.map((name) => ({ name })),
  ...lookAlikes.map((name) => ({ name, group: "spring" })),
  ...lookAlikes.map((group) => ({ name: "order-1", group })),
  ...[":", "/", "|", ".", ",", " ", "-", "_", "\\"].flatMap((separator) => [
    { name: `spring${separator}x` },
    { name: "x", group: "spring" },
    { name: `x${separator}y`, group: "spring" },
    { name: "y", group: `spring${separator}x` },
    { name: `${separator}x`, group: "spring" },
    { name: "x", group: `spring${separator}` },
  ]),
  { name: "x", group: "" },
  { name: "x" },
  { name: "spring" },
].filter((key, index, keys) => keys.findIndex((other) => isSame(key, other)) === index);

function isSame(one: StoreKeyLike, other: StoreKeyLike): boolean {
  return one.name === other.name && one.group === other.group;
}

/** Texts that must come back as they are, character for character. */
export const exactTexts: readonly string[] = [
  ...["[]", "", " ", "null", "0", "007", "1e3", "true", "{}", '""'],
  ...["it's", 'a "quoted" text', "back\\slash \\n \\u0041", "one\ntwo\r\nthree\tfour", " kept spaces ", "line\n"],
  ...[
    "\u00e9 e\u0301 \u20ac \u4f60\u597d \u0645\u0631\u062d\u0628\u0627",
    "\u{1f600} \u{1f468}\u200d\u{1f469}\u200d\u{1f467}",
    "\u2028\u2029\ufeff",
    "%s $1 ? :name {0}",
  ],
  JSON.stringify([{ status: "accepted", text: "\u00e9\"'\\\n" }]),
  '\u00e9\n"0123456789'.repeat(8_000),
];
