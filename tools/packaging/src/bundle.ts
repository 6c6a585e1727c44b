import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { build } from "tsdown";

// Builds the package in the current folder: its modules become one file per entry point, because a program that imports a
// hundred small files starts four times as slowly. The declarations stay one per module and come from the compiler. Every
// build depends on this file, so it imports nothing of the other tools.
interface Manifest {
  readonly bin?: Readonly<Record<string, string>>;
  readonly exports: Readonly<Record<string, string | { readonly "@polysms/source"?: string }>>;
}
const manifest = JSON.parse(readFileSync("package.json", "utf8")) as Manifest;

await build({
  entry: [...libraryEntries(manifest), ...commandEntries(manifest)],
  config: false,
  dts: false,
  fixedExtension: false,
  hash: false,
  sourcemap: true,
  // The sources are in the package, so the maps need not repeat them.
  outputOptions: { sourcemapExcludeSources: true },
  target: "es2023",
  platform: "neutral",
  // What a user installs is a dependency of the manifest, or the build fails.
  deps: { neverBundle: [/^node:/], onlyBundle: [] },
  failOnWarn: true,
  report: false,
  logLevel: "warn",
});
execFileSync("tsc", ["-p", "tsconfig.build.json"], { stdio: "inherit", shell: process.platform === "win32" });

function libraryEntries({ exports }: Manifest): string[] {
  return Object.values(exports).flatMap((entry) => (typeof entry === "string" ? [] : (entry["@polysms/source"] ?? [])));
}

function commandEntries({ bin = {} }: Manifest): string[] {
  return Object.values(bin).map((file) => file.replace("dist", "src").replace(/\.js$/, ".ts"));
}
