import { type Entered, OTHERS } from "../catalog.ts";
import type { Contender } from "../contender.ts";
import { bundle } from "../packages/bundle.ts";
import { type Footprint, footprintOf, sourceBytesIn } from "../packages/footprint.ts";
import { pack } from "../packages/packed.ts";
import { aheadOf, atMost, number, type Section, type SummaryLine } from "../report.ts";
import { exactly } from "../statistics.ts";

interface Row {
  readonly column: Contender["column"];
  readonly kind: Contender["kind"];
  readonly used: string;
  readonly bundleLimit: number | undefined;
  readonly kilobytes: number;
  readonly builtins: readonly string[];
  readonly installed: Footprint;
}

/** The size of what is installed, and of what a bundler makes of it. */
export async function measureSize(contenders: readonly Entered<Contender>[]): Promise<Section> {
  using packed = pack("polysms");
  const rows: Row[] = [];
  for (const { column, kind, package: used, bundle: module, bundleLimit } of contenders) {
    if (used === undefined || module === undefined) continue;
    const { bytes, builtins } = await bundle(module, OTHERS);
    const installed = footprintOf(used, OTHERS, packed.folders);
    rows.push({ column, kind, used, bundleLimit, kilobytes: bytes / 1000, builtins, installed });
  }
  const facade = rows.find(({ used }) => used === "polysms");
  if (facade === undefined) throw new Error("There is no contender to compare with: one needs the package polysms.");
  const sources = [...packed.folders.values()].reduce((sum, folder) => sum + sourceBytesIn(folder), 0);
  const sdks = rows.filter(({ kind }) => kind === "sdk");
  return {
    title: "Size",
    remarks: [
      "Bundles are made by rolldown of what sending needs, minified and gzipped: for the edge and browsers if no module " +
        "of Node is needed, otherwise for Node without its own modules. Installed is the package with everything that it " +
        `depends on; ours as packed for publishing, with sources and source maps. Ratios are to \`${facade.used}\`.`,
    ],
    tables: [
      {
        columns: ["", "bundle, ×", "kB gzipped", "on the edge", "installed, ×", "MB", "packages"],
        rows: rows.map(({ used, kilobytes, builtins, installed }) => [
          `\`${used}\``,
          number(kilobytes / facade.kilobytes),
          number(kilobytes),
          builtins.length === 0 ? "yes" : `no: ${builtins.slice(0, 3).join(", ")}${builtins.length > 3 ? ", …" : ""}`,
          number(installed.bytes / facade.installed.bytes),
          number(installed.bytes / 1e6),
          String(installed.packages),
        ]),
      },
    ],
    notes: [
      `Of \`${facade.used}\` as installed ${number(sources / 1e6)} MB are sources and maps: the folder \`src\` and the ` +
        "`*.map` files of the packages that are ours, which editors and stack traces use to show the real source. Without " +
        `them it would be ${number((facade.installed.bytes - sources) / 1e6)} MB. All comparisons include them.`,
    ],
    checks: rows
      .filter(({ kind }) => kind === "ours")
      .flatMap(({ used, kilobytes, installed, bundleLimit }) => {
        const others = (measure: (row: Row) => number, own: number) =>
          new Map(sdks.map((row) => [row.used, exactly(measure(row) / own)]));
        return [
          ...(bundleLimit === undefined ? [] : [atMost(`\`${used}\`: bundle`, exactly(kilobytes), bundleLimit, " kB")]),
          aheadOf(
            `\`${used}\`: bundle smaller than every SDK's`,
            others((row) => row.kilobytes, kilobytes),
          ),
          aheadOf(
            `\`${used}\`: installed smaller than every SDK`,
            others((row) => row.installed.bytes, installed.bytes),
          ),
          aheadOf(
            `\`${used}\`: fewer packages than every SDK`,
            others((row) => row.installed.packages, installed.packages),
          ),
        ];
      }),
    summary: [
      summaryLine("bundle, minified and gzipped, × the facade", rows, (row) => row.kilobytes / facade.kilobytes),
      summaryLine("installed, × the facade", rows, (row) => row.installed.bytes / facade.installed.bytes),
    ],
  };
}

function summaryLine(what: string, rows: readonly Row[], ratio: (row: Row) => number): SummaryLine {
  const of = (column: Contender["column"]) =>
    rows.filter((row) => row.column === column).map((row) => exactly(ratio(row)))[0];
  return {
    what,
    client: of("client"),
    facade: of("facade"),
    others: rows.filter(({ kind }) => kind === "sdk").map(ratio),
  };
}
