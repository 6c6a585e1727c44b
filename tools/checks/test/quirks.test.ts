import { providers, readText } from "@polysms/workspace/src/repository.ts";
import { describe, it } from "vitest";
import { expectNone } from "../src/expect-none.ts";
import { quirksOf } from "../src/spec-folder.ts";
import { testTitles } from "../src/test-titles.ts";

describe.each(providers)("the quirks of %s", (provider) => {
  const quirks = quirksOf(provider);
  const ids = quirks.map(({ id }) => id);

  it("have unique ids: kebab-case, the provider's name first", () => {
    expectNone(
      quirks.filter(({ id }) => !new RegExp(`^${provider}(-[a-z0-9]+)+$`).test(id)),
      `Write the id as ${provider}-what-is-odd.`,
    );
    expectNone(
      ids.filter((id, index) => ids.indexOf(id) !== index),
      "Give each quirk an id of its own.",
    );
  });

  it("are listed in the README", () => {
    const readme = readText(`specs/${provider}/README.md`);
    expectNone(
      ids.filter((id) => !readme.includes(`\`${id}\``)),
      `Add a row for the quirk to specs/${provider}/README.md.`,
    );
    const rows = [...readme.matchAll(/^\| `([a-z0-9]+-[a-z0-9-]+)`/gm)].map((match) => match[1] ?? "");
    const unknown = rows.filter((id) => id.startsWith(`${provider}-`) && !ids.includes(id));
    expectNone(unknown, `Delete the row from specs/${provider}/README.md, or add the quirk to x-quirks in the spec.`);
  });

  it("each have a test with the id in its title", async () => {
    const titles = await testTitles(provider);
    const words = new Set(titles.flatMap((title) => title.match(/[a-z0-9]+(-[a-z0-9]+)+/g) ?? []));
    expectNone(
      ids.filter((id) => !words.has(id)),
      `Write a test of the quirk in packages/${provider}/test, with the id in its title.`,
    );
  }, 120_000);
});
