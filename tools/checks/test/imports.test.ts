import { importsOf, isNodeBuiltin, isRelative } from "@polysms/workspace/src/imports.ts";
import { packages, providers, readText, repositoryFiles } from "@polysms/workspace/src/repository.ts";
import { describe, expect, it } from "vitest";

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
  it("is read from the code: static, type, dynamic and side-effect imports, not comments", () => {
    expect(
      importsOf(`import a from "one";\nimport type { B } from 'two';\nexport * from "./three.ts";\nimport "four";
const five = await import("five");\n// import x from "six"\n/** import y from "seven" */\ntype E = import("eight").E;`),
    ).toEqual(["one", "two", "./three.ts", "four", "five", "eight"]);
    expect(sources.length).toBeGreaterThan(20);
  });

  it("core uses openapi-fetch and nothing else", () => {
    expect(forbidden("core", (specifier) => specifier === "openapi-fetch")).toEqual([]);
  });

  it.each(providers)("%s uses core and its own files", (name) => {
    expect(forbidden(name, (specifier) => specifier === "@polysms/core")).toEqual([]);
  });

  it("the facade uses core, and providers only through its generated barrel", () => {
    const allowed = (specifier: string, file: string) =>
      specifier === "@polysms/core" ||
      (isProvider(specifier) && file.startsWith("packages/polysms/src/generated/")) ||
      // An optional peer, behind a subpath of its own.
      (specifier === "libphonenumber-js" && file === "packages/polysms/src/libphonenumber.ts");
    expect(forbidden("polysms", allowed)).toEqual([]);
  });

  it("nothing that is shipped uses the test kit", () => {
    const users = sources.filter((file) =>
      importsOf(readText(file)).some((name) => name.startsWith("@polysms/testing")),
    );
    expect(users.filter((file) => !/^packages\/(testing|cli)\//.test(file))).toEqual([]);
  });

  it("no shipped package reaches into tools", () => {
    const users = sources.filter((file) =>
      importsOf(readText(file)).some((specifier) => /(^|\/)tools\//.test(specifier)),
    );
    expect(users).toEqual([]);
  });

  it.each(["core", "polysms", ...providers])(
    "rule 15: %s runs where there is no Node and uses no built-in module",
    (name) => {
      const files = sources.filter((file) => file.startsWith(`packages/${name}/src/`));
      expect(files).not.toEqual([]);
      const users = files.flatMap((file) =>
        importsOf(readText(file))
          .filter(isNodeBuiltin)
          .map((one) => `${file} → ${one}`),
      );
      const globals = files.filter((file) =>
        /\b(?:process\.(?:env|version|nextTick|std\w+)|Buffer\.|__dirname)/.test(readText(file)),
      );
      expect([...users, ...globals]).toEqual([]);
    },
  );

  it("relative imports end in .ts, so that Node runs the source as it is", () => {
    const odd = [...sources, ...toolSources].flatMap((file) =>
      importsOf(readText(file))
        .filter((specifier) => isRelative(specifier) && !/\.(ts|json)$/.test(specifier))
        .map((specifier) => `${file} → ${specifier}`),
    );
    expect(odd).toEqual([]);
    expect(packages.length).toBeGreaterThan(providers.length);
  });
});
