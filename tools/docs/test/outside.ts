// What a browser loads while it shows a page. That leaves out plain links and XML namespaces.
const LOADS = [
  /<(?:script|img|iframe|embed|source|track|video|audio|input)\b[^>]*?\ssrc(?:set)?=["']?\s*(?:https?:)?\/\/[^"'\s>]*/gi,
  /<link\b[^>]*?\shref=["']?\s*(?:https?:)?\/\/[^"'\s>]*/gi,
  /<object\b[^>]*?\sdata=["']?\s*(?:https?:)?\/\/[^"'\s>]*/gi,
  /url\(\s*["']?(?:https?:)?\/\/[^)\s]*/gi,
  /@import\s+["'][^"']*/gi,
];
// How a script would do it: an address as a source, or in a call that fetches.
const SCRIPT_LOADS = [
  /\bsrc(?:Set)?\s*[:=]\s*[^,;{}]{0,40}?["'`](?:https?:)?\/\/[^"'`]*/gi,
  /\b(?:fetch|import|importScripts|sendBeacon|open|Worker|EventSource|WebSocket)\(\s*["'`](?:https?:)?\/\/[^"'`]*/gi,
  /\b(?:from|import)\s*["'`](?:https?:)?\/\/[^"'`]*/gi,
  /["'`](?:https?:)?\/\/[\w.-]*(?:cdn|fonts|telemetry|otel|analytics|collector)[\w.-]*[^"'`]*/gi,
];

/** Everything in a page that makes a browser load something from another host. */
export function loadsFromOutside(page: string): string[] {
  const data = /const __redoc_definition = .*$/m;
  const code = page.replace(data, "");
  return [...LOADS, ...SCRIPT_LOADS].flatMap((pattern) => code.match(pattern) ?? []);
}
