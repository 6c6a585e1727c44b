/** A word that must not come back, and what to write instead. */
interface Replacement {
  readonly pattern: RegExp;
  readonly instead: string;
}

/** .github/CONTRIBUTING.md explains them, with examples. */
const REPLACEMENTS: readonly Replacement[] = [
  { pattern: /\bunless told\b/i, instead: '"Default 5."' },
  { pattern: /(?<!\bthere )\b(?:is|are) no (?!longer\b|more\b|less\b)[a-z]+/i, instead: '"is not a …"' },
  {
    pattern: /\bstands? (?:in|at|twice|once|there|here|beside|on)\b|\bstood\b/i,
    instead: '"is", "appears" or "is listed"',
  },
  { pattern: /\b(?:mend|heal)(?:s|ed|ing|able)?\b/i, instead: '"fix", or "pass" for a fault that goes away' },
  { pattern: /\b(?:whoever|somebody)\b/i, instead: '"the caller", "the recipient", "a provider that …"' },
  { pattern: /\b(?:is|are|was|were|be|been) told\b/i, instead: '"is called", "is notified" or "is passed"' },
  { pattern: /\bnothing when\b/i, instead: '"returns `undefined` if"' },
  { pattern: /\ball the same\b/i, instead: '"anyway"' },
  { pattern: /\bin (?:the )?place of\b/i, instead: '"instead of"' },
  { pattern: /\bnone of ours\b/i, instead: '"our own"' },
  { pattern: /\bbegun\b|\bunder way\b|\bgone through\b/i, instead: '"started", "running", "tried"' },
  { pattern: /\bmeanwhile\b/i, instead: '"in the meantime"' },
  { pattern: /\btelephones?\b/i, instead: '"phone"' },
  { pattern: /\bnot-accepted\b|\bunsent\b/i, instead: '"rejected", which means: proven, nobody took it' },
  {
    pattern: /(?<!\bconnections?:? )\brefus(?:es|ed|als?|ing)\b(?!\.yaml)/i,
    instead: '"reject" for a provider, "throw" for wrong input; only a connection is refused',
  },
  { pattern: /\bcertainty\b/i, instead: "mayHaveBeenSent" },
  { pattern: /\breferees?\b/i, instead: '"validator"' },
  { pattern: /\bstrangers?\b/i, instead: '"unknown key", "unexpected file"' },
  { pattern: /\bdesk\b/i, instead: '"context"' },
  { pattern: /\bexactly once\b|\bguaranteed\b|\breliabl[ey]\b/i, instead: "what is proven, and what is not" },
];

/**
 * The words of a text that must not come back: `12: "unless told": write "Default 5."`. Code in backticks may have them, and
 * so may values and titles that a spec takes over from others.
 */
export function unwantedWords(text: string): string[] {
  const own = text.replace(/^value:[\s\S]*/m, "").replaceAll(/^ +title: .*$/gm, "");
  return own.split("\n").flatMap((line, index) =>
    REPLACEMENTS.flatMap(({ pattern, instead }) => {
      const found = pattern.exec(line.replaceAll(/`[^`]*`/g, "``"))?.[0];
      return found === undefined ? [] : [`${index + 1}: "${found}": write ${instead}`];
    }),
  );
}
