import { execFile } from "node:child_process";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { promisify } from "node:util";
import type { ApiDocument } from "./provider-document.ts";

const run = promisify(execFile);
const require = createRequire(import.meta.url);
// The specs' own Redocly, so that pages and lint rules come from one version.
const redocly = createRequire(require.resolve("@polysms/specs/package.json")).resolve("@redocly/cli/package.json");

// The browser itself refuses whatever the page would load from elsewhere. Redoc's search runs in a worker made of a blob.
const POLICY =
  "default-src 'none'; script-src 'unsafe-inline' blob:; worker-src blob:; style-src 'unsafe-inline'; img-src data:; font-src data:";

/** Renders a document as one HTML page that loads nothing. */
export async function redocPage(document: ApiDocument): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "polysms-docs-"));
  try {
    const input = join(folder, "openapi.json");
    const output = join(folder, "index.html");
    await writeFile(input, JSON.stringify(document));
    await run(process.execPath, [...commandFor(input, output)], {
      cwd: folder,
      env: { ...process.env, REDOCLY_TELEMETRY: "off", REDOCLY_SUPPRESS_UPDATE_NOTICE: "true" },
    });
    return withoutHosts(await readFile(output, "utf8"));
  } finally {
    await rm(folder, { recursive: true });
  }
}

function commandFor(input: string, output: string): readonly string[] {
  return [
    join(dirname(redocly), "bin", "cli.js"),
    "build-docs",
    input,
    "--inlineBundle",
    "--template",
    new URL("./redoc-page.hbs", import.meta.url).pathname,
    `--templateOptions.policy=${POLICY}`,
    "--openapi",
    JSON.stringify({ downloadUrls: [{ title: "openapi.yaml", url: "openapi.yaml" }] }),
    "--output",
    output,
  ];
}

// Redoc's bundle fetches its logo and icons from a CDN and can report to a collector. The policy stops all of it;
// without the addresses the browser has nothing to complain about.
const REMOTE = /https:\/\/(?:cdn\.redoc\.ly\/redoc\/logo|cdn\.redocly\.com\/icons|otel\.cloud\.redocly\.com)[\w./-]*/g;

function withoutHosts(html: string): string {
  return html.replaceAll(REMOTE, "data:,");
}
