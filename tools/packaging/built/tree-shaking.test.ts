import { relative } from "node:path";
import { providers, root } from "@polysms/workspace/src/repository.ts";
import { rolldown } from "rolldown";
import { expect, it } from "vitest";
import { entry } from "./entry.ts";

/** The packages of ours that leave code in the bundle of a program. */
async function bundledPackages(names: string, folder: string): Promise<string[]> {
  await using build = await rolldown({ input: entry(names, folder), logLevel: "silent" });
  const { output } = await build.generate({ format: "es" });
  const modules = output.flatMap((chunk) => (chunk.type === "chunk" ? Object.entries(chunk.modules) : []));
  const paths = modules.filter(([, { renderedLength }]) => renderedLength > 0).map(([path]) => relative(root, path));
  return [...new Set(paths.map((path) => /^packages\/([^/]+)\//.exec(path)?.[1] ?? ""))].filter(Boolean).sort();
}

it.each(providers)("importing %s from its own package bundles it and core", async (name) => {
  expect(await bundledPackages(`{ ${name} }`, name)).toEqual([name, "core"].sort());
});

it.each(providers)(
  "importing %s from the facade bundles no other provider, and nothing of the facade",
  async (name) => {
    expect(await bundledPackages(`{ ${name} }`, "polysms")).toEqual([name, "core"].sort());
  },
);

it.each(providers)("a facade with %s alone bundles no other provider", async (name) => {
  expect(await bundledPackages(`{ createSms, ${name} }`, "polysms")).toEqual([name, "core", "polysms"].sort());
});

it("a facade to which providers are given later bundles none of them", async () => {
  expect(await bundledPackages("{ createSms }", "polysms")).toEqual(["core", "polysms"]);
});

it("reading numbers bundles neither the facade nor a provider", async () => {
  expect(await bundledPackages("{ parsePhone }", "polysms")).toEqual(["core"]);
});

it("a program that takes everything has them all", async () => {
  expect(await bundledPackages("*", "polysms")).toEqual([...providers, "core", "polysms"].sort());
});
