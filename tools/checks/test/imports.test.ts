import { importsOf, isNodeBuiltin, isRelative } from "@polysms/workspace/src/imports.ts";
import { packages, providers, readText, repositoryFiles } from "@polysms/workspace/src/repository.ts";
import { describe, expect, it } from "vitest";
import { expectNone } from "../src/expect-none.ts";

const sources = repositoryFiles().filter((file) => /^packages\/[^/]+\/src\/.*\.ts$/.test(file));
const toolSources = repositoryFiles().filter((file) => /^tools\/[^/]+\/src\/.*\.ts$/.test(file));

/** `file → specifier` for every import of a package's source that is not allowed. */
function forbidden(name: string, allowed: (specifier: string, file: string) => boolean): string[] {
  return sources
    .filter((file) => file.startsWith(`packages/${name}/src/`))
    .flatMap((file) =>
      importsOf(readText(file))
        .filter(
          (specifier) => !(isRelative(specifier) && staysInside(name, file, specifier)) && !allowed(specifier, file),
        )
        .map((specifier) => `${file} → ${specifier}`),
    );
}

function staysInside(name: string, file: string, specifier: string): boolean {
  return new URL(specifier, `file:///${file}`).pathname.startsWith(`/packages/${name}/src/`);
}

const isProvider = (specifier: string) => providers.some((name) => specifier.split("/")[1] === name);

describe("what imports what", () => {
  it("core uses openapi-fetch and nothing else", () => {
    expectNone(
      forbidden("core", (specifier) => specifier === "openapi-fetch"),
      "core imports openapi-fetch and its own files, and nothing else.",
    );
  });

  it.each(providers)("%s uses core and its own files", (name) => {
    expectNone(
      forbidden(name, (specifier) => specifier === "@polysms/core"),
      "A provider imports @polysms/core and its own files, and nothing else.",
    );
  });

  it("the facade uses core, and providers only through its generated barrel", () => {
    const allowed = (specifier: string, file: string) =>
      specifier === "@polysms/core" ||
      (isProvider(specifier) && file.startsWith("packages/polysms/src/generated/")) ||
      // An optional peer, behind a subpath of its own.
      (specifier === "libphonenumber-js" && file === "packages/polysms/src/libphonenumber.ts");
    expectNone(
      forbidden("polysms", allowed),
      "The facade imports @polysms/core, and providers only in src/generated/providers.gen.ts.",
    );
  });

  it("only the command line uses the test kit", () => {
    const users = sources.filter((file) =>
      importsOf(readText(file)).some((name) => name.startsWith("@polysms/testing")),
    );
    expectNone(
      users.filter((file) => !/^packages\/(testing|cli)\//.test(file)),
      "Move what the package needs from @polysms/testing into core.",
    );
  });

  it("no shipped package reaches into tools", () => {
    const users = sources.filter((file) =>
      importsOf(readText(file)).some((specifier) => /(^|\/)tools\//.test(specifier)),
    );
    expectNone(users, "Packages do not import tools: move the code into the package.");
  });

  it.each(["core", "polysms", ...providers])(
    "rule 15: %s runs without Node, and uses no built-in module of it",
    (name) => {
      const files = sources.filter((file) => file.startsWith(`packages/${name}/src/`));
      expect(files.length).toBeGreaterThan(0);
      const users = files.flatMap((file) =>
        importsOf(readText(file))
          .filter(isNodeBuiltin)
          .map((one) => `${file} → ${one}`),
      );
      const globals = files.filter((file) =>
        /\b(?:process\.(?:env|version|nextTick|std\w+)|Buffer\.|__dirname)/.test(readText(file)),
      );
      expectNone(
        [...users, ...globals],
        "Use what every runtime has (fetch, URL, Web Crypto), or let the caller pass the value.",
      );
    },
  );

  it("relative imports end in .ts, so that Node runs the sources directly", () => {
    const odd = [...sources, ...toolSources].flatMap((file) =>
      importsOf(readText(file))
        .filter((specifier) => isRelative(specifier) && !/\.(ts|json)$/.test(specifier))
        .map((specifier) => `${file} → ${specifier}`),
    );
    expectNone(odd, "Write the extension of the file: ./route.ts.");
    expect(packages.length).toBeGreaterThan(providers.length);
  });
});
