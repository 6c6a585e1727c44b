/** A block of TypeScript in a README, as a module that can be compiled. */
interface ReadmeModule {
  /** The line of the README on which the code starts. */
  readonly line: number;
  readonly code: string;
}

const IMPORT = /^import (?:(?:type )?\{([^}]*)\} from )?"([^"]+)";\n?/gm;

/**
 * One module for each block. A block may use what the first block of its README declares, and the imports of all blocks
 * before it. Its own code is in braces, so it may declare a name again.
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
    const module = `${head.join("")}${context}{\n${body}}\nexport {};\n`;
    if (index === 0) context = body;
    return { line, code: module };
  });
}
