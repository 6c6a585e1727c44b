import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { runRedocly } from "@polysms/workspace/src/programs.ts";
import { parse } from "yaml";
import type { Bump, SpecChange } from "./bump.ts";
import { errorCodeChanges, type Operations } from "./error-code-changes.ts";

interface DiffReport {
  readonly changes: readonly {
    readonly path: string;
    readonly kind: "added" | "removed" | "modified";
    readonly impact: Bump;
    readonly property?: string;
    readonly verdicts: readonly { readonly message: string }[];
    readonly base?: { readonly pointer: string };
    readonly revision?: { readonly pointer: string };
  }[];
}

const CONFIG = new URL("../spec-diff.yaml", import.meta.url).pathname;
const SIGN = { added: "new", removed: "gone", modified: "changed" } as const;

/** What changed between two bundled documents, apart from `info.version`, which follows from the changes. */
export async function specChanges(released: string, current: string): Promise<SpecChange[]> {
  const [before, after] = [released, current].map((text) => parse(text) as Operations & { info: object });
  if (before === undefined || after === undefined) return [];
  const { changes } = await diff(released, current);
  const found = changes.filter(({ path, property }) => !(path === "#/info" && property === "version")).flatMap(rated);
  found.push(...errorCodeChanges(before, after));
  if (found.length > 0 || sameBesidesVersion(before, after)) return found;
  return [{ bump: "patch", what: "Sources, notes or quirks changed." }];
}

async function diff(released: string, current: string): Promise<DiffReport> {
  const folder = await mkdtemp(join(tmpdir(), "polysms-spec-diff-"));
  try {
    await writeFile(join(folder, "released.yaml"), released);
    await writeFile(join(folder, "current.yaml"), current);
    const options = ["--format=json", "--fail-on=none", `--config=${CONFIG}`];
    return JSON.parse(await runRedocly(folder, "diff", "released.yaml", "current.yaml", ...options)) as DiffReport;
  } finally {
    await rm(folder, { recursive: true });
  }
}

function rated({ kind, impact, property, verdicts, base, revision }: DiffReport["changes"][number]): SpecChange[] {
  if (verdicts.length > 0) return verdicts.map(({ message }) => ({ bump: impact, what: message }));
  const place = placeOf((kind === "removed" ? base : (revision ?? base))?.pointer ?? "#");
  const what = `${property === undefined ? "" : `\`${property}\` of `}\`${place}\` is ${SIGN[kind]}.`;
  // Redocly does not know that a field with `x-credential` is filled in by the client, and one without by the caller.
  return [{ bump: property === "x-credential" ? "major" : impact, what }];
}

/** `#/paths/~1sms/post` → `paths//sms/post`. */
function placeOf(pointer: string): string {
  return pointer.replace(/^#\/?/, "").replaceAll("~1", "/").replaceAll("~0", "~") || "the document";
}

function sameBesidesVersion(before: { info: object }, after: { info: object }): boolean {
  const [one, other] = [before, after].map((each) => JSON.stringify({ ...each, info: { ...each.info, version: "" } }));
  return one === other;
}
