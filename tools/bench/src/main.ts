import { execFileSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { parseArgs } from "node:util";
import type { BulkContender } from "./bulk.ts";
import { contendersOf, OTHERS } from "./catalog.ts";
import type { Contender } from "./contender.ts";
import { full, quick, smoke } from "./effort.ts";
import { loadBefore, machineFacts } from "./machine.ts";
import type { PlanContender } from "./planning.ts";
import { quoteIn, renderResults, renderSection, renderSummary, type Section } from "./report.ts";
import { measureBulk } from "./sections/bulk.ts";
import { measureColdStart } from "./sections/cold-start.ts";
import { measureOverhead } from "./sections/overhead.ts";
import { measurePlanning } from "./sections/planning.ts";
import { measureRepository } from "./sections/repository.ts";
import { measureSegments } from "./sections/segments.ts";
import { measureSize } from "./sections/size.ts";
import type { SegmentContender } from "./segments.ts";

// Measures polysms side by side with what one would take instead, and writes the tables to results.md beside this folder.
const { values: flags } = parseArgs({
  options: {
    full: { type: "boolean", default: false },
    smoke: { type: "boolean", default: false },
    repository: { type: "boolean", default: false },
    only: { type: "string" },
  },
});
const effort = flags.full ? full : flags.smoke ? smoke : quick;

const sections: Readonly<Record<string, () => Section | Promise<Section>>> = {
  overhead: async () => measureOverhead(await contendersOf<Contender>("send"), effort),
  bulk: async () => measureBulk(await contendersOf<BulkContender>("bulk"), effort),
  "cold-start": async () => measureColdStart(await contendersOf<Contender>(["send", "cold-start"]), effort),
  size: async () => measureSize(await contendersOf<Contender>("send")),
  segments: async () => measureSegments(await contendersOf<SegmentContender>("segments"), effort),
  planning: async () => measurePlanning(await contendersOf<PlanContender>("planning"), effort),
  ...(flags.full || flags.repository ? { repository: measureRepository } : {}),
};
const chosen = flags.only?.split(",") ?? Object.keys(sections);
const unknown = chosen.find((name) => !Object.hasOwn(sections, name));
if (unknown !== undefined) throw new Error(`There is no "${unknown}"; there are ${Object.keys(sections).join(", ")}.`);

run("pnpm", ["install", "--frozen-lockfile", "--reporter=silent"], OTHERS);
// What is measured is what users get, so it is built first.
run("turbo", ["run", "build", "--output-logs=errors-only"], new URL("../../..", import.meta.url).pathname);

const load = loadBefore();
const begun = performance.now();
const measured: Section[] = [];
for (const name of chosen) {
  process.stderr.write(`Measuring ${name} …\n`);
  const section = (await sections[name]?.()) as Section;
  measured.push(section);
  process.stdout.write(`\n${renderSection(section)}\n`);
}
const minutes = (performance.now() - begun) / 60_000;

// Part of the measurements, or a smoke run, is nothing to quote.
if (flags.only === undefined && effort !== smoke) {
  const circumstances = { mode: effort.name, date: new Date(), machine: machineFacts(), load, minutes };
  writeFileSync(new URL("../results.md", import.meta.url), renderResults(circumstances, measured));
  const readme = new URL("../../../README.md", import.meta.url);
  writeFileSync(readme, quoteIn(readFileSync(readme, "utf8"), renderSummary(circumstances, measured)));
  process.stderr.write("\nWritten to tools/bench/results.md, and in short to README.md.\n");
}

function run(program: string, args: readonly string[], cwd: string): void {
  execFileSync(program, args, { cwd, stdio: ["ignore", 2, 2], shell: process.platform === "win32" });
}
