import { createHash } from "node:crypto";
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Spec, Validation } from "@cyclonedx/cyclonedx-library";
import { runSync } from "@polysms/workspace/src/child-process.ts";

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

/** A CycloneDX 1.6 document for every package that is published, as JSON by file name. The same commit gives the same text. */
export async function sboms(root: string): Promise<Map<string, string>> {
  const folder = mkdtempSync(join(tmpdir(), "polysms-sbom-"));
  try {
    const options = ["--sbom-format=cyclonedx", "--sbom-spec-version=1.6", "--prod", "--split"];
    runSync(root, "pnpm", ["--filter=./packages/*", "sbom", ...options, `--out=${join(folder, "%s.json")}`]);
    const documents = readdirSync(folder).map((file) => JSON.parse(readFileSync(join(folder, file), "utf8")) as Sbom);
    const fixed = documents.map((document) => withFixedParts(document, commitDate(root)));
    for (const document of fixed) await validate(document);
    return new Map(fixed.map((document) => [fileName(document), `${JSON.stringify(document, undefined, 2)}\n`]));
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** Replaces the time by that of the commit, and the random number by a hash of the content; sorts the lists. */
function withFixedParts(document: Sbom, timestamp: string): Sbom {
  document.components.sort((one, other) => (one["bom-ref"] < other["bom-ref"] ? -1 : 1));
  document.dependencies.sort((one, other) => (one.ref < other.ref ? -1 : 1));
  document.metadata.timestamp = timestamp;
  delete document.serialNumber;
  const hex = createHash("sha256").update(JSON.stringify(document)).digest("hex");
  // A UUID whose content is free: RFC 9562, version 8.
  const uuid = `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
  return { ...document, serialNumber: `urn:uuid:${uuid}` };
}

async function validate(document: Sbom): Promise<void> {
  const problems = await schema.validate(JSON.stringify(document));
  if (problems !== null) throw new Error(`${fileName(document)} is not CycloneDX 1.6: ${JSON.stringify(problems)}`);
}

function commitDate(root: string): string {
  const seconds = runSync(root, "git", ["log", "-1", "--format=%ct"]);
  return new Date(Number(seconds) * 1000).toISOString();
}

function fileName({ metadata: { component } }: Sbom): string {
  const name = component.group === undefined ? component.name : `${component.group.slice(1)}-${component.name}`;
  return `${name}-${component.version}.cdx.json`;
}
