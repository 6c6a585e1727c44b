import { SourceMap, type SourceMapPayload } from "node:module";
import { posix } from "node:path";

/** Where a debugger, or "go to definition", would not find the source. */
export function sourceMapProblems(files: ReadonlyMap<string, string>): string[] {
  const built = [...files].filter(([path]) => /\.(js|d\.ts)$/.test(path));
  return built.flatMap(([path, code]) => mapProblems(files, path, code).map((problem) => `maps: ${path} ${problem}`));
}

function mapProblems(files: ReadonlyMap<string, string>, path: string, code: string): string[] {
  const link = /^\/\/# sourceMappingURL=(.+)$/m.exec(code)?.[1];
  if (link === undefined) return isReexport(code) ? [] : ["names no source map."];
  const map = posix.join(posix.dirname(path), link);
  const text = files.get(map);
  if (text === undefined) return [`names ${map}, which is not in the package.`];
  const payload = JSON.parse(text) as SourceMapPayload;
  const sources = payload.sources.map((source) => posix.join(posix.dirname(map), payload.sourceRoot ?? "", source));
  const missing = sources.filter((source) => !files.has(source));
  if (missing.length > 0) return [`comes from ${missing.join(", ")}, which is not in the package.`];
  return strayLines(code, payload, (source) => files.get(sources[payload.sources.indexOf(source)] ?? "") ?? "");
}

/** Lines that would come from after the end of their source: the map is of another build. */
function strayLines(code: string, payload: SourceMapPayload, textOf: (source: string) => string): string[] {
  const map = new SourceMap(payload);
  const stray = code.split("\n").findIndex((_line, index) => {
    const entry = map.findEntry(index, 0);
    return "originalSource" in entry && entry.originalLine >= textOf(entry.originalSource).split("\n").length;
  });
  return stray === -1 ? [] : [`has a map that does not match line ${stray + 1}.`];
}

/** A bundler writes no map for an entry point that only passes on what another file exports. */
function isReexport(code: string): boolean {
  return code.split("\n").every((line) => line === "" || /^(import|export) .* from "[^"]+";$/.test(line));
}
