/** "did you mean …?" for a name that is at most two edits away, otherwise the list of names: "there are …." */
export function suggest(wrong: string, names: readonly string[]): string {
  if (names.length === 0) return "there are none.";
  const plain = (name: string) => name.toLowerCase().replace(/[^a-z0-9]/g, "");
  const close = names
    .map((name) => ({ name, edits: editsBetween(plain(name), plain(wrong)) }))
    .sort((a, b) => a.edits - b.edits)[0];
  return close !== undefined && close.edits <= 2 ? `did you mean ${close.name}?` : `there are ${names.join(", ")}.`;
}

/** Levenshtein distance. */
function editsBetween(a: string, b: string): number {
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
