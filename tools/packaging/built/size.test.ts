import { readFileSync } from "node:fs";
import { providers } from "@polysms/workspace/src/repository.ts";
import file from "@size-limit/file";
import rolldown from "@size-limit/rolldown";
import sizeLimit from "size-limit";
import { describe, expect, it } from "vitest";
import { entry } from "./entry.ts";

const budgets = JSON.parse(readFileSync(new URL("../size-budgets.json", import.meta.url), "utf8")) as Budgets;
type Budgets = Readonly<Record<string, `${number} kB`>>;

const everyProvider = providers.map((name) => `, ${name}`).join("");
const CASES: readonly (readonly [budget: string, names: string, folder: string])[] = [
  ...providers.map((name) => ["core with one provider", `{ ${name} }`, name] as const),
  ["the facade without a provider", "{ createSms }", "polysms"],
  ["the facade with every provider", `{ createSms${everyProvider} }`, "polysms"],
];

describe("minified and gzipped, a program is no larger than size-budgets.json allows", () => {
  it.each(CASES)("%s: %s of packages/%s", async (budget, names, folder) => {
    const checks = [{ files: [entry(names, folder)], gzip: true }];
    const [bundle] = (await sizeLimit([file, rolldown], { checks })) as readonly { size: number }[];
    const size = bundle?.size ?? Number.NaN;
    const allowed = Number.parseFloat(budgets[budget] ?? "0") * 1000;
    expect(size).toBeGreaterThan(3000);
    expect(size, `${size} bytes are more than ${budgets[budget]}`).toBeLessThanOrEqual(allowed);
  });
});
