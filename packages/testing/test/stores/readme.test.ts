import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { expect, it } from "vitest";

const [, block = ""] =
  /```ts\n(import \{ describeIdempotencyStore[\s\S]*?)^```$/m.exec(
    readFileSync(new URL("../../README.md", import.meta.url), "utf8"),
  ) ?? [];

/** The store of the README as it is printed there. */
interface Sample {
  testTableStore(openTable: (name?: string) => Promise<object>): void;
}

const folder = new URL("../../test-results/readme/", import.meta.url);
mkdirSync(folder, { recursive: true });
const file = new URL("table-store.ts", folder);
writeFileSync(file, block);
const { testTableStore } = (await import(file.pathname)) as Sample;

const tables = new Map<string, { readonly rows: Map<string, string>; offsetMs: number }>();

testTableStore(async (name = `table-${tables.size}`) => {
  const table = tables.get(name) ?? { rows: new Map<string, string>(), offsetMs: 0 };
  tables.set(name, table);
  const { rows } = table;
  return {
    name,
    get: async (id: string) => rows.get(id),
    insert: async (id: string, value: string) => !rows.has(id) && rows.set(id, value) === rows,
    replace: async (id: string, from: string, to: string) => rows.get(id) === from && rows.set(id, to) === rows,
    remove: async (id: string, from: string) => rows.get(id) === from && rows.delete(id),
    async *list(prefix: string) {
      for (const [id, value] of rows) if (id.startsWith(prefix)) yield [id, value];
    },
    now: async () => performance.now() + table.offsetMs,
    moveClock(ms: number) {
      table.offsetMs += ms;
    },
    drop: () => tables.delete(name),
  };
});

it("the README shows a store, and how it is tested", () => {
  expect(block).toContain("describeIdempotencyStore({");
});
