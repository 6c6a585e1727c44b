import type { Preview } from "polysms";
import { painter } from "./colours.ts";
import { count, textTable } from "./table.ts";
import type { Terminal } from "./terminal.ts";

/** What a message costs and where it goes, for a person. Without routes nothing is said about providers. */
export function previewText(preview: Preview, terminal: Terminal, routes: boolean): string {
  const paint = painter(terminal);
  const { encoding, segments, units, unitsLeft, forcedBy, recipients, totalSegments } = preview;
  const lines = [
    ["encoding", forcedBy.length === 0 ? encoding : paint("yellow", `${encoding}, because of ${shown(forcedBy)}`)],
    ["segments", `${count(segments)}  (${count(units, "unit")}, room for ${unitsLeft} more)`],
  ];
  if (!routes) return textTable(lines);
  lines.push(["in all", `${count(totalSegments, "segment")} to ${count(recipients, "recipient")}`]);
  for (const route of preview.routes) {
    const { providers } = route;
    const where = providers.length === 0 ? paint("red", "no provider is routed there") : providers.join(", then ");
    lines.push(["route", `${where}  (${count(route.recipients, "recipient")})`]);
  }
  return textTable(lines);
}

const MOST = 12;

function shown(characters: readonly string[]): string {
  const names = characters.slice(0, MOST).map((one) => `${one} (U+${codeOf(one)})`);
  return `${names.join(", ")}${characters.length > MOST ? `, and ${characters.length - MOST} more` : ""}`;
}

function codeOf(character: string): string {
  return (character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, "0");
}
