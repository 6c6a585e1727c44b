import { withoutComments } from "@polysms/workspace/src/imports.ts";

/** A rule of packages/polysms/RULES.md. */
interface Rule {
  readonly number: number;
  readonly title: string;
  /** The tests that are listed under "Held by", by path from the root of the repository. */
  readonly heldBy: readonly string[];
}

const FOLDER = "packages/polysms";

/** The rules of a text with headings `## Rule 3: …`. Paths that start with `test/` are those of packages/polysms. */
export function rulesIn(markdown: string): Rule[] {
  return markdown
    .split(/^## Rule /m)
    .slice(1)
    .map((section) => {
      const [, number, title = ""] = /^(\d+): (.+)/.exec(section) ?? [];
      const held = section.slice(section.indexOf("Held by:"));
      const files = [...held.matchAll(/`([^`]+\.test\.ts)`/g)].map(([, file = ""]) => file);
      return {
        number: Number(number),
        title,
        heldBy: files.map((file) => (file.startsWith("test/") ? `${FOLDER}/${file}` : file)),
      };
    });
}

/** The rules that a test file names in its titles. */
export function namedRules(code: string): number[] {
  return mentionedRules(withoutComments(code));
}

/** The rules that a text mentions: "rule 3", "rules 3 and 4", "rules 3 to 5". */
export function mentionedRules(text: string): number[] {
  const named = text.matchAll(/\brules? (\d+)(?:( and | to )(\d+))?/gi);
  const numbers = [...named].flatMap(([, first, word, last]) => {
    const [from, to] = [Number(first), Number(last ?? first)];
    return word === " to " ? Array.from({ length: to - from + 1 }, (_, index) => from + index) : [from, to];
  });
  return [...new Set(numbers)];
}
