import { providers, readText } from "@polysms/workspace/src/repository.ts";
import { describe, expect, it } from "vitest";
import { quirksOf } from "../src/spec-folder.ts";
import { testTitles } from "../src/test-titles.ts";

describe.each(providers)("the quirks of %s", (provider) => {
  const quirks = quirksOf(provider);
  const ids = quirks.map(({ id }) => id);

  it("have ids of their own: kebab-case, the provider's name first", () => {
    expect(quirks.filter(({ id }) => !new RegExp(`^${provider}(-[a-z0-9]+)+$`).test(id))).toEqual([]);
    expect(ids.filter((id, index) => ids.indexOf(id) !== index)).toEqual([]);
  });

  it("stand in the README", () => {
    const readme = readText(`specs/${provider}/README.md`);
    expect(ids.filter((id) => !readme.includes(`\`${id}\``))).toEqual([]);
    const rows = [...readme.matchAll(/^\| `([a-z0-9]+-[a-z0-9-]+)`/gm)].map((match) => match[1] ?? "");
    const unknown = rows.filter((id) => id.startsWith(`${provider}-`) && !ids.includes(id));
    expect(unknown, "rows without a quirk").toEqual([]);
  });

  it("each have a test that is called by the quirk's id", async () => {
    const titles = await testTitles(provider);
    const words = new Set(titles.flatMap((title) => title.match(/[a-z0-9]+(-[a-z0-9]+)+/g) ?? []));
    expect(ids.filter((id) => !words.has(id))).toEqual([]);
  }, 120_000);
});
