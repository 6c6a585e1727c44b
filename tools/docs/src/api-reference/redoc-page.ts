import { execFile } from "node:child_process";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { promisify } from "node:util";
import type { ApiDocument } from "../providers/provider-document.ts";
import { withPolicy } from "../site/content-policy.ts";

const run = promisify(execFile);
const require = createRequire(import.meta.url);
// The specs' own Redocly, so that pages and lint rules come from one version.
const redocly = createRequire(require.resolve("@polysms/specs/package.json")).resolve("@redocly/cli/package.json");

export interface RedocSubject {
  readonly name: string;
  /** What people call the provider. */
  readonly title: string;
}

/** A page, and the program that it shares with the pages of all other documents. */
export interface RedocPage {
  readonly html: string;
  readonly program: string;
}

/** Where a page finds what it shares with the others. */
const PROGRAM = "../redoc.js";

/** Renders a document as an HTML page that loads nothing but `../redoc.js` and `../redoc-page.css`. */
export async function redocPage({ name, title }: RedocSubject, document: ApiDocument): Promise<RedocPage> {
  const folder = await mkdtemp(join(tmpdir(), "polysms-docs-"));
  try {
    const input = join(folder, "openapi.json");
    const output = join(folder, "index.html");
    await writeFile(input, JSON.stringify(document));
    await run(process.execPath, [...commandFor(title, name, document, input, output)], {
      cwd: folder,
      env: { ...process.env, REDOCLY_TELEMETRY: "off", REDOCLY_SUPPRESS_UPDATE_NOTICE: "true" },
    });
    const { html, program } = withoutProgram(await readFile(output, "utf8"));
    // Redoc's search runs in a worker made of a blob.
    return { html: withPolicy(html, { "script-src": "blob:", "worker-src": "blob:" }), program: withoutHosts(program) };
  } finally {
    await rm(folder, { recursive: true });
  }
}

// Redocly writes its whole program into every page. Taken out, a browser loads it once for all.
function withoutProgram(html: string): RedocPage {
  const [, start = "", program = "", rest = ""] =
    /^([\s\S]*?<script type="module">)([\s\S]*?)(const __redoc_definition = [\s\S]*)$/.exec(html) ?? [];
  if (program === "") throw new Error("Redocly writes its pages in another way than it did.");
  // The menu is written for a server that knows its places; here they are behind a "#".
  const page = withoutHosts(start).replaceAll(' href="/', ' href="#/');
  return { html: `${page}import { hydrate } from ${JSON.stringify(PROGRAM)};\n${rest}`, program };
}

function commandFor(
  title: string,
  name: string,
  { info }: ApiDocument,
  input: string,
  output: string,
): readonly string[] {
  return [
    join(dirname(redocly), "bin", "cli.js"),
    "build-docs",
    input,
    "--inlineBundle",
    "--template",
    new URL("./redoc-page.hbs", import.meta.url).pathname,
    `--templateOptions.title=${title}`,
    `--templateOptions.name=${name}`,
    `--templateOptions.description=${info.summary}`,
    "--openapi",
    JSON.stringify({
      // The height of the bar above, which stays where it is (redoc-page.css).
      scrollYOffset: 44,
      downloadUrls: ["openapi.yaml", "openapi.json"].map((file) => ({ title: file, url: file })),
    }),
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
