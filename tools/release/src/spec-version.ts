import { isScalar, parseDocument } from "yaml";

/** `info.version` of an OpenAPI document. */
export function specVersion(yaml: string): string {
  return String(versionNode(yaml).value);
}

/** The same text with another `info.version`; nothing else changes. */
export function withSpecVersion(yaml: string, version: string): string {
  const { range } = versionNode(yaml);
  const [start, end] = range;
  return yaml.slice(0, start) + version + yaml.slice(end);
}

function versionNode(yaml: string): { value: unknown; range: readonly [number, number, number] } {
  const node = parseDocument(yaml).getIn(["info", "version"], true);
  if (!isScalar(node) || !node.range) throw new Error("The document has no info.version.");
  return { value: node.value, range: node.range };
}
