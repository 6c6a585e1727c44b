import { createHash } from "node:crypto";

const INLINE_SCRIPT = /<script(?![^>]*\ssrc=)([^>]*)>([\s\S]*?)<\/script>/g;
// Data is not code, and needs no permission.
const DATA = /type="application\/(?:ld\+)?json"/;

/**
 * The page with a Content-Security-Policy: it loads nothing from another host, and runs only its own files and the inline
 * scripts that it has now. `more` adds to directives.
 */
export function withPolicy(html: string, more: Readonly<Record<string, string>> = {}): string {
  const scripts = [...html.matchAll(INLINE_SCRIPT)]
    .filter(([, attributes = ""]) => !DATA.test(attributes))
    .map(([, , code = ""]) => `'sha256-${createHash("sha256").update(code).digest("base64")}'`);
  const directives: Record<string, string> = {
    "default-src": "'none'",
    "script-src": ["'self'", ...new Set(scripts)].join(" "),
    // Shiki and Redoc colour code with style attributes.
    "style-src": "'self' 'unsafe-inline'",
    "img-src": "'self' data:",
    "font-src": "'self' data:",
    "connect-src": "'self'",
    "base-uri": "'none'",
    "form-action": "'none'",
  };
  for (const [name, sources] of Object.entries(more)) {
    directives[name] = directives[name] === undefined ? sources : `${directives[name]} ${sources}`;
  }
  const policy = Object.entries(directives)
    .map(([name, sources]) => `${name} ${sources}`)
    .join("; ");
  return html.replace(
    /<meta charset="utf-8"\s*\/?>/i,
    `$&<meta http-equiv="Content-Security-Policy" content="${policy}">`,
  );
}
