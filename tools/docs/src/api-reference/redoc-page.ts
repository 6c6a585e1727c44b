import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { runRedocly } from "@polysms/workspace/src/programs.ts";
import { withPolicy } from "../content-policy.ts";
import type { ApiDocument } from "../spec/provider-document.ts";

interface RedocSubject {
  readonly name: string;
  /** The name of the provider in prose. */
  readonly title: string;
}

/** A page, and the program that the pages of all documents share. */
interface RedocPage {
  readonly html: string;
  readonly program: string;
}

/** Where a page finds the shared program. */
const PROGRAM = "../redoc.js";

/** Renders a document as an HTML page that loads nothing but `../redoc.js` and `../redoc-page.css`. */
export async function redocPage({ name, title }: RedocSubject, document: ApiDocument): Promise<RedocPage> {
  const folder = await mkdtemp(join(tmpdir(), "polysms-docs-"));
  try {
    const input = join(folder, "openapi.json");
    const output = join(folder, "index.html");
    await writeFile(input, JSON.stringify(document));
    await runRedocly(folder, ...argumentsFor(title, name, document, input, output));
    const { html, program } = withoutProgram(await readFile(output, "utf8"));
    // Redoc's search runs in a worker made of a blob.
    return { html: withPolicy(html, { "script-src": "blob:", "worker-src": "blob:" }), program: withoutHosts(program) };
  } finally {
    await rm(folder, { recursive: true });
  }
}

// Redocly writes its whole program into every page. In a file of its own, a browser loads it once for all pages.
function withoutProgram(html: string): RedocPage {
  const [, start = "", program = "", rest = ""] =
    /^([\s\S]*?<script type="module">)([\s\S]*?)(const __redoc_definition = [\s\S]*)$/.exec(html) ?? [];
  if (program === "")
    throw new Error("Redocly changed the form of its pages; find its program in them and adapt withoutProgram.");
  // The menu is written for a server that routes; on a static site the places are behind a "#".
  const page = withoutHosts(start).replaceAll(' href="/', ' href="#/');
  return { html: `${page}import { hydrate } from ${JSON.stringify(PROGRAM)};\n${rest}`, program };
}

function argumentsFor(
  title: string,
  name: string,
  { info }: ApiDocument,
  input: string,
  output: string,
): readonly string[] {
  return [
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
      // The height of the fixed bar at the top (redoc-page.css).
      scrollYOffset: 44,
      downloadUrls: ["openapi.yaml", "openapi.json"].map((file) => ({ title: file, url: file })),
    }),
    "--output",
    output,
  ];
}

// Redoc's bundle loads its logo and icons from a CDN and can report to a collector. The policy blocks all of it; without the
// addresses the browser has nothing to report.
const REMOTE = /https:\/\/(?:cdn\.redoc\.ly\/redoc\/logo|cdn\.redocly\.com\/icons|otel\.cloud\.redocly\.com)[\w./-]*/g;

function withoutHosts(html: string): string {
  return html.replaceAll(REMOTE, "data:,");
}
