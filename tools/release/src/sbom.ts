import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Spec, Validation } from "@cyclonedx/cyclonedx-library";

// The parts of a CycloneDX document that make two runs of the same tool differ.
interface Sbom {
  serialNumber?: string;
  readonly metadata: {
    timestamp?: string;
    readonly component: { readonly group?: string; readonly name: string; readonly version: string };
  };
  readonly components: { "bom-ref": string }[];
  readonly dependencies: { ref: string }[];
}

const schema = new Validation.JsonStrictValidator(Spec.Version.v1dot6);

/** A CycloneDX 1.6 document for every package that is published, as JSON by file name. The same commit gives the same. */
export async function sboms(root: string): Promise<Map<string, string>> {
  const folder = mkdtempSync(join(tmpdir(), "polysms-sbom-"));
  try {
    const options = ["--sbom-format=cyclonedx", "--sbom-spec-version=1.6", "--prod", "--split"];
    execFileSync("pnpm", ["--filter=./packages/*", "sbom", ...options, `--out=${join(folder, "%s.json")}`], {
      cwd: root,
      stdio: ["ignore", "ignore", "inherit"],
      shell: process.platform === "win32",
    });
    const documents = readdirSync(folder).map((file) => JSON.parse(readFileSync(join(folder, file), "utf8")) as Sbom);
    const settled = documents.map((document) => settle(document, commitDate(root)));
    for (const document of settled) await validate(document);
    return new Map(settled.map((document) => [fileName(document), `${JSON.stringify(document, undefined, 2)}\n`]));
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** In place of the time and a random number: the time of the commit and a number made of the content, in a fixed order. */
function settle(document: Sbom, timestamp: string): Sbom {
  document.components.sort((one, other) => (one["bom-ref"] < other["bom-ref"] ? -1 : 1));
  document.dependencies.sort((one, other) => (one.ref < other.ref ? -1 : 1));
  document.metadata.timestamp = timestamp;
  delete document.serialNumber;
  const hex = createHash("sha256").update(JSON.stringify(document)).digest("hex");
  // The form of a UUID whose content is up to whoever makes it: RFC 9562, version 8.
  const uuid = `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
  return { ...document, serialNumber: `urn:uuid:${uuid}` };
}

async function validate(document: Sbom): Promise<void> {
  const problems = await schema.validate(JSON.stringify(document));
  if (problems !== null) throw new Error(`${fileName(document)} is not CycloneDX 1.6: ${JSON.stringify(problems)}`);
}

function commitDate(root: string): string {
  const seconds = execFileSync("git", ["log", "-1", "--format=%ct"], { cwd: root }).toString();
  return new Date(Number(seconds) * 1000).toISOString();
}

function fileName({ metadata: { component } }: Sbom): string {
  const name = component.group === undefined ? component.name : `${component.group.slice(1)}-${component.name}`;
  return `${name}-${component.version}.cdx.json`;
}
