import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { run } from "@polysms/workspace/src/child-process.ts";

// The changes of the second release: one provider takes a new field, and the prose of another one is edited.
export const CHANGED = { field: "touchbasepro", prose: "aoc" } as const;

export async function addField(clone: string): Promise<void> {
  const file = `specs/${CHANGED.field}/components/schemas/SendMessageRequest.yaml`;
  edit(clone, file, (text) => `${text}  reference:\n    type: string\n    description: The caller's own reference.\n`);
  await run(clone, "pnpm", ["generate"]);
}

export async function editProse(clone: string): Promise<void> {
  edit(clone, `specs/${CHANGED.prose}/openapi.yaml`, (text) =>
    text.replace(/^ {2}summary: .*$/m, "  summary: Sends SMS."),
  );
  await run(clone, "pnpm", ["generate"]);
}

export function writeChangeset(clone: string, name: string, provider: string, bump: string, text: string): void {
  writeFileSync(join(clone, `.changeset/${name}.md`), `---\n"@polysms/${provider}": ${bump}\n---\n\n${text}\n`);
}

export function removeChangeset(clone: string, name: string): void {
  rmSync(join(clone, `.changeset/${name}.md`));
}

function edit(clone: string, file: string, change: (text: string) => string): void {
  const text = readFileSync(join(clone, file), "utf8");
  const changed = change(text);
  if (changed === text) throw new Error(`${file} has nothing to change here.`);
  writeFileSync(join(clone, file), changed);
}
