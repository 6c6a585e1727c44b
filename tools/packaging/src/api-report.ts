import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { Extractor, ExtractorConfig, ExtractorLogLevel } from "@microsoft/api-extractor";
import { failureOf } from "@polysms/workspace/src/child-process.ts";

// What a package exports, as a text that is reviewed together with the change that made it: one file per entry point, in
// the folder `api/` of the package.

interface Manifest {
  readonly name: string;
  readonly exports: Readonly<Record<string, string | { readonly types: string }>>;
}

/** Differences between the built declarations and the reviewed reports. */
export async function apiReportProblems(folder: string): Promise<string[]> {
  const built = mkdtempSync(join(tmpdir(), "polysms-api-"));
  try {
    const problems = writeApiReports(folder, built);
    return [...problems, ...(await differences(join(folder, "api"), built))];
  } finally {
    rmSync(built, { recursive: true });
  }
}

/** Writes a report for every entry point. Returns what the compiler finds wrong with the declarations. */
export function writeApiReports(folder: string, reportFolder: string): string[] {
  const problems: string[] = [];
  const { exports } = JSON.parse(readFileSync(join(folder, "package.json"), "utf8")) as Manifest;
  for (const [subpath, entry] of Object.entries(exports)) {
    if (typeof entry === "string") continue;
    const name = subpath === "." ? "index" : subpath.slice(2);
    try {
      Extractor.invoke(extractorConfig(folder, entry.types, name, reportFolder), {
        localBuild: true,
        messageCallback: (message) => {
          message.handled = true;
          if (message.logLevel === ExtractorLogLevel.Error) problems.push(`api/${name}.api.md: ${message.text}`);
        },
      });
    } catch (error) {
      // How the extractor says that a name in the declarations does not exist.
      problems.push(`api/${name}.api.md: ${error instanceof Error ? error.message.split("\n")[0] : error}`);
    }
  }
  return problems;
}

function extractorConfig(folder: string, types: string, name: string, reportFolder: string): ExtractorConfig {
  const entry = join(folder, types);
  // The platforms that a package is for are those of its build.
  const usesNode = /"node"/.test(readFileSync(join(folder, "tsconfig.build.json"), "utf8"));
  const compilerOptions = {
    ...{
      target: "es2023",
      lib: ["es2023", "esnext.disposable", "dom", "dom.iterable"],
      types: usesNode ? ["node"] : [],
    },
    ...{ module: "nodenext", moduleResolution: "nodenext", strict: true, skipLibCheck: true },
  };
  return ExtractorConfig.prepare({
    configObjectFullPath: undefined,
    packageJsonFullPath: join(folder, "package.json"),
    configObject: {
      projectFolder: folder,
      mainEntryPointFilePath: entry,
      newlineKind: "lf",
      compiler: { overrideTsconfig: { compilerOptions, files: [entry] } },
      apiReport: {
        enabled: true,
        reportFileName: name,
        reportFolder,
        reportTempFolder: reportFolder,
        includeForgottenExports: true,
      },
      docModel: { enabled: false },
      dtsRollup: { enabled: false },
      tsdocMetadata: { enabled: false },
      messages: {
        compilerMessageReporting: { default: { logLevel: ExtractorLogLevel.Error } },
        extractorMessageReporting: { default: { logLevel: ExtractorLogLevel.None } },
        tsdocMessageReporting: { default: { logLevel: ExtractorLogLevel.None } },
      },
    },
  });
}

async function differences(reviewed: string, built: string): Promise<string[]> {
  const names = new Set([reviewed, built].flatMap((folder) => (existsSync(folder) ? readdirSync(folder) : [])));
  const found = [...names].sort().map(async (name) => {
    const [before, after] = [join(reviewed, name), join(built, name)];
    const path = `api/${name}`;
    if (!existsSync(before)) return [`${path} is missing. ${ADVICE}`];
    if (!existsSync(after)) return [`${path} is about an entry point that no longer exists. ${ADVICE}`];
    if (readFileSync(before, "utf8") === readFileSync(after, "utf8")) return [];
    return [`${path} is not what the package exports now. ${ADVICE}\n${await changedLines(before, after)}`];
  });
  return (await Promise.all(found)).flat();
}

const ADVICE = "Read the difference and decide whether it needs a changeset; `pnpm api-report` accepts it.";

async function changedLines(before: string, after: string): Promise<string> {
  // Git fails if the two differ.
  const options = ["diff", "--no-index", "--no-color", "--unified=0", before, after];
  return (await failureOf(dirname(before), "git", options))
    .split("\n")
    .filter((line) => /^[-+](?![-+]{2})/.test(line))
    .join("\n");
}
