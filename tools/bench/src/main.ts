import { readFileSync, writeFileSync } from "node:fs";
import { parseArgs } from "node:util";
import { runSync } from "@polysms/workspace/src/child-process.ts";
import { root } from "@polysms/workspace/src/repository.ts";
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

// Measures polysms beside what you would use instead, and writes the tables to tools/bench/results.md.
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
if (unknown !== undefined)
  throw new Error(`--only: "${unknown}" is not a part; write ${Object.keys(sections).join(", ")}.`);

runSync(OTHERS, "pnpm", ["install", "--frozen-lockfile"]);
// The bench measures what users get, so that is built first.
runSync(root, "turbo", ["run", "build", "--output-logs=errors-only"]);

const load = loadBefore();
const started = performance.now();
const measured: Section[] = [];
for (const name of chosen) {
  process.stderr.write(`Measuring ${name} …\n`);
  const section = (await sections[name]?.()) as Section;
  measured.push(section);
  process.stdout.write(`\n${renderSection(section)}\n`);
}
const minutes = (performance.now() - started) / 60_000;

// A part of the measurements, or a smoke run, is not worth quoting.
if (flags.only === undefined && effort !== smoke) {
  const circumstances = { mode: effort.name, date: new Date(), machine: machineFacts(), load, minutes };
  writeFileSync(new URL("../results.md", import.meta.url), renderResults(circumstances, measured));
  const readme = new URL("../README.md", import.meta.url);
  writeFileSync(readme, quoteIn(readFileSync(readme, "utf8"), renderSummary(circumstances, measured)));
  process.stderr.write("\nWritten to tools/bench/results.md, with a summary in tools/bench/README.md.\n");
}
