import { namesInList } from "./exports.ts";

/** A name of the API that a document mentions in code. */
interface MentionedName {
  readonly line: number;
  readonly name: string;
}

// What looks like code of ours: `sms.client(name)`, `circuitBreaker: { failureThreshold }`, `createSms`, `outcome.error.code`.
const CODE = /^[\w$.()[\]{},:?!'"`=<>|&;\s*+/-]+$/;
const FILE =
  /[\w-]\.(?:tsx?|mjs|cjs|js|json|md|ya?ml|csv|toml|env|com|dev|html|journal|txt)\b|^[.@/~-]|\/\w|^\$|^\w+:\/\//;
const STRING = /"[^"]*"|'[^']*'/g;

/** The names that inline code of a Markdown text uses as options, members or functions. */
export function mentionedNames(markdown: string): MentionedName[] {
  return withoutBlocks(markdown)
    .split("\n")
    .flatMap((text, index) =>
      [...text.matchAll(/`([^`]+)`/g)].flatMap(([, code = ""]) =>
        namesIn(code).map((name) => ({ line: index + 1, name })),
      ),
    );
}

/** The names that blocks of code import from our packages. */
export function importedNames(markdown: string): MentionedName[] {
  const imports = markdown.matchAll(/^import (?:type )?\{([^}]*)\} from "((?:@polysms\/|polysms)[\w/-]*)";?$/gm);
  return [...imports].flatMap(({ 1: list = "", index }) =>
    namesInList(list).map((name) => ({ line: markdown.slice(0, index).split("\n").length, name })),
  );
}

function namesIn(code: string): string[] {
  if (!CODE.test(code) || FILE.test(code)) return [];
  const text = code.replaceAll(STRING, '""');
  const isPlain = /^\w+$/.test(text);
  // A word alone may be a value, a column or a command; a word in camelCase is a name.
  if (isPlain) return /[a-z][A-Z]/.test(text) ? [text] : [];
  const members = [...text.matchAll(/[\w)\]]\.(\w+)/g)].map(([, name = ""]) => name);
  const keys = [...text.matchAll(/(\w+):(?= |$)/g)].map(([, name = ""]) => name);
  const shorthand = [...text.matchAll(/[{,] ?(\w+)(?= ?[,}])/g)].map(([, name = ""]) => name);
  const called = [...text.matchAll(/(\w+)\(/g)].map(([, name = ""]) => name);
  return [...new Set([...members, ...keys, ...shorthand, ...called])].filter((name) => /^[a-z]\w*$/i.test(name));
}

/** The text with empty lines for its fenced blocks, so that lines keep their numbers. */
function withoutBlocks(markdown: string): string {
  return markdown.replaceAll(/^```[\s\S]*?^```$/gm, (block) => block.replaceAll(/[^\n]/g, ""));
}
