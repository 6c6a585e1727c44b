/** "did you mean …" for a name one or two slips away, otherwise the names there are. */
export function suggest(wrong: string, names: readonly string[]): string {
  if (names.length === 0) return "there are none.";
  const plain = (name: string) => name.toLowerCase().replace(/[^a-z0-9]/g, "");
  const close = names
    .map((name) => ({ name, slips: slipsBetween(plain(name), plain(wrong)) }))
    .sort((a, b) => a.slips - b.slips)[0];
  return close !== undefined && close.slips <= 2 ? `did you mean ${close.name}?` : `there are ${names.join(", ")}.`;
}

/** Levenshtein distance. */
function slipsBetween(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, column) => column);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      const replaced = (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
      next.push(Math.min(replaced, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1));
    }
    row = next;
  }
  return row[b.length] ?? 0;
}
