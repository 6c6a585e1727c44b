const PLACEHOLDER = /\{([^{}]+)\}/g;

/** A text with `{column}` where a value of the row goes. */
export interface CampaignText {
  /** The columns it names, each once, in order. */
  readonly columns: readonly string[];
  /** The text as providers get it: placeholders without spaces inside the braces. */
  readonly written: string;
  /** The text for one row, from one value for each of `columns`. */
  render(values: readonly string[]): string;
}

/** Braces around nothing, or that do not match, are plain text. */
export function compileText(text: string): CampaignText {
  const columns: string[] = [];
  const parts: { readonly before: string; readonly column: number }[] = [];
  let end = 0;
  let written = "";
  for (const { 0: whole, 1: name = "", index } of text.matchAll(PLACEHOLDER)) {
    const column = name.trim();
    if (!columns.includes(column)) columns.push(column);
    const before = text.slice(end, index);
    parts.push({ before, column: columns.indexOf(column) });
    written += `${before}{${column}}`;
    end = index + whole.length;
  }
  const tail = text.slice(end);
  return {
    columns,
    written: written + tail,
    render(values) {
      let rendered = "";
      for (const { before, column } of parts) rendered += before + values[column];
      return rendered + tail;
    },
  };
}
