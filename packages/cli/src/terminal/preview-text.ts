import type { Preview } from "polysms";
import { createColours } from "./colours.ts";
import { count, textTable } from "./table.ts";
import type { Terminal } from "./terminal.ts";

/** What a message costs and where it goes, for a person. Without `routes`, providers are left out. */
export function previewText(preview: Preview, terminal: Terminal, routes: boolean): string {
  const colour = createColours(terminal);
  const { encoding, segments, units, unitsLeft, forcedBy, recipients, totalSegments } = preview;
  const lines = [
    ["encoding", forcedBy.length === 0 ? encoding : colour("yellow", `${encoding}, because of ${listed(forcedBy)}`)],
    ["segments", `${count(segments)}  (${count(units, "unit")}, room for ${unitsLeft} more)`],
  ];
  if (!routes) return textTable(lines);
  lines.push(["in total", `${count(totalSegments, "segment")} to ${count(recipients, "recipient")}`]);
  for (const route of preview.routes) {
    const { providers } = route;
    const where =
      providers.length === 0 ? colour("red", "no provider for these recipients") : providers.join(", then ");
    lines.push(["route", `${where}  (${count(route.recipients, "recipient")})`]);
  }
  return textTable(lines);
}

const MAX_LISTED = 12;

function listed(characters: readonly string[]): string {
  const names = characters.slice(0, MAX_LISTED).map((character) => `${character} (U+${codePointOf(character)})`);
  const more = characters.length - MAX_LISTED;
  return `${names.join(", ")}${more > 0 ? `, and ${more} more` : ""}`;
}

function codePointOf(character: string): string {
  return (character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, "0");
}
