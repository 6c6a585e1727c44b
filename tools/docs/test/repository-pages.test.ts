import { describe, expect, it } from "vitest";
import { withSiteLinks } from "../src/repository-pages.ts";

describe("links of a document that the site shows too", () => {
  it.each([
    ["README.md", "[never twice](packages/polysms/RULES.md#rule-3)", "[never twice](/rules#rule-3)"],
    ["packages/polysms/RULES.md", "[guide](../../tools/docs/guides/campaigns.md)", "[guide](/guides/campaigns)"],
    ["packages/README.md", "[why](../tools/docs/decisions)", "[why](/decisions/)"],
    ["packages/README.md", "[rules](polysms/RULES.md)", "[rules](/rules)"],
    [".github/CONTRIBUTING.md", "[floors](../packages/README.md#floors)", "[floors](/architecture#floors)"],
    [".github/CONTRIBUTING.md", "[table](../README.md#packages)", "[table](/)"],
    ["README.md", "[core](packages/core)", "[core](/reference/core)"],
  ])("in %s lead to the page: %s", (file, link, expected) => {
    expect(withSiteLinks(link, file)).toBe(expected);
  });

  it("to files that the site does not show become their text", () => {
    expect(withSiteLinks("See [the licence](LICENSE) and [style](specs/README.md).", "README.md")).toBe(
      "See the licence and style.",
    );
  });

  it("to pages of the site, to other hosts and within the page stay as they are", () => {
    const text = "[a](/errors) [b](https://example.com/a.md) [c](#here) ![d](image.png)";
    expect(withSiteLinks(text, "README.md")).toBe(text);
  });
});
