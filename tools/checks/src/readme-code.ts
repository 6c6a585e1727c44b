/** A README's TypeScript, as modules that can be compiled. */
export interface ReadmeModule {
  /** Line of the README on which the code begins. */
  readonly line: number;
  readonly code: string;
}

const IMPORT = /^import (?:(?:type )?\{([^}]*)\} from )?"([^"]+)";\n?/gm;

/**
 * One module per block. A block may use what the first block of its README sets up, and the imports of all blocks
 * before it; inside its own braces it may use a name anew.
 */
export function readmeModules(markdown: string): ReadmeModule[] {
  const blocks = [...markdown.matchAll(/^```ts\n([\s\S]*?)^```$/gm)].map((match) => ({
    line: markdown.slice(0, match.index).split("\n").length + 1,
    code: match[1] ?? "",
  }));
  const imports = new Map<string, string>();
  let context = "";
  return blocks.map(({ line, code }, index) => {
    for (const [, names = "", source = ""] of code.matchAll(IMPORT)) {
      for (const name of names.split(",")) imports.set(name.trim() || source, source);
    }
    const body = code
      .replaceAll(IMPORT, "")
      .replace(/^export default /m, "void ")
      .replaceAll(/^export /gm, "");
    const head = [...imports].map(
      ([name, source]) => `import ${name === source ? "" : `{ ${name} } from `}"${source}";\n`,
    );
    const module = `${head.join("")}${PRELUDE}${context}{\n${body}}\nexport {};\n`;
    if (index === 0) context = body;
    return { line, code: module };
  });
}

// What a reader fills in: settings, and what is done with an outcome.
const PRELUDE = [
  'declare const rows: AsyncIterable<{ to: import("polysms").Phone; text: string }>;',
  "declare function save(...args: unknown[]): void;",
  "declare function retryLater(...args: unknown[]): void;",
  "declare function investigate(...args: unknown[]): void;\n",
].join("\n");
