// Messages describe what was sent without showing it, because a value may be a key, a password or a phone number.

/** Kind and size of a value in words, such as "a string of 12 characters". */
export function describeValue(value: unknown): string {
  if (value === undefined) return "nothing";
  if (value === null) return "null";
  if (typeof value === "string") return `a string of ${count(value.length, "character")}`;
  if (Array.isArray(value)) return `an array of ${count(value.length, "item")}`;
  if (typeof value === "object") return "an object";
  if (typeof value === "number") return Number.isInteger(value) ? "an integer" : "a number";
  return `a ${typeof value}`;
}

/**
 * A key that the caller sent, shown only if it looks like a field name. A body in the wrong format ends up as one long
 * "key", and an object may have phone numbers as keys.
 */
export function describeKey(key: string): string {
  return /^[a-z_][\w.[\]-]{0,39}$/i.test(key) || /^\d{1,3}$/.test(key) ? key : `{${count(key.length, "character")}}`;
}

/** A path that was sent, with every segment hidden that is not in the document. */
export function describePath(pathname: string, documentedPaths: readonly string[]): string {
  const documented = new Set(documentedPaths.flatMap((path) => path.split("/")));
  return pathname
    .split("/")
    .map((segment) => (documented.has(segment) ? segment : `{${count(segment.length, "character")}}`))
    .join("/");
}

function count(amount: number, noun: string): string {
  return `${amount} ${noun}${amount === 1 ? "" : "s"}`;
}
