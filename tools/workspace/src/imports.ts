import { builtinModules } from "node:module";

const COMMENT = /\/\*[\s\S]*?\*\/|^\s*\/\/.*$/gm;
// A quotation mark before `from` makes it a word in quotes, as in `"from" in value`.
const SPECIFIER = /(?:(?<!["'`])\bfrom|\bimport|\bimport\s*\(|\brequire\s*\()\s*(["'`])([^"'`\n]+)\1/g;

/** The module specifiers of a TypeScript file, types included, comments not. */
export function importsOf(code: string): string[] {
  return [...withoutComments(code).matchAll(SPECIFIER)].map((match) => match[2] ?? "");
}

/** Code without block comments and without lines that are nothing but a comment. */
export function withoutComments(code: string): string {
  return code.replace(COMMENT, "");
}

export function isNodeBuiltin(specifier: string): boolean {
  return specifier.startsWith("node:") || builtinModules.includes(specifier);
}

export function isRelative(specifier: string): boolean {
  return /^\.{1,2}\//.test(specifier);
}
