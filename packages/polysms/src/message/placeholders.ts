const PLACEHOLDER = /\{([^{}]+)\}/g;

/** A text with `{name}` where a value goes. */
export interface TextWithPlaceholders {
  /** The names, each once, in order. */
  readonly names: readonly string[];
  /** The text as providers get it, without spaces inside the braces of placeholders. */
  readonly written: string;
  /** The text with one value for each of `names`. Braces in a value are plain text. */
  render(values: readonly string[]): string;
}

/** Finds the placeholders in a text. Empty braces, and braces that do not match, are plain text. */
export function readPlaceholders(text: string): TextWithPlaceholders {
  const names: string[] = [];
  const parts: { readonly before: string; readonly value: number }[] = [];
  let end = 0;
  let written = "";
  for (const { 0: whole, 1: inside = "", index } of text.matchAll(PLACEHOLDER)) {
    const name = inside.trim();
    if (name === "") continue;
    if (!names.includes(name)) names.push(name);
    const before = text.slice(end, index);
    parts.push({ before, value: names.indexOf(name) });
    written += `${before}{${name}}`;
    end = index + whole.length;
  }
  const tail = text.slice(end);
  return {
    names,
    written: written + tail,
    render(values) {
      let rendered = "";
      for (const { before, value } of parts) rendered += before + values[value];
      return rendered + tail;
    },
  };
}
