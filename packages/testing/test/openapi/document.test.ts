import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { loadSpec, startMock } from "../../src/index.ts";
import { acme } from "../setup.ts";

describe("a spec", () => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), "polysms-spec-"));
    vi.spyOn(process, "cwd").mockReturnValue(folder);
  });
  afterEach(() => rm(folder, { recursive: true }));

  async function write(path: string, content: unknown): Promise<void> {
    await mkdir(join(folder, path, ".."), { recursive: true });
    await writeFile(join(folder, path), typeof content === "string" ? content : JSON.stringify(content));
  }
  const minimal = (title: string) => ({ openapi: "3.1.0", info: { title } });
  const provider = (name: string) => ({ name: `@polysms/${name}`, exports: { "./openapi.yaml": "./openapi.yaml" } });

  it("is read from a path, a file URL or a URL in text", async () => {
    const path = fileURLToPath(acme);
    for (const source of [path, acme, pathToFileURL(path).href]) expect(loadSpec(source).openapi).toBe("3.1.0");
    await write("acme.json", minimal("Here"));
    expect(loadSpec("./acme.json")).toEqual(minimal("Here"));
  });

  it("is found by the name of an installed provider", async () => {
    await write("node_modules/@polysms/acme/package.json", provider("acme"));
    await write("node_modules/@polysms/acme/openapi.yaml", minimal("Installed"));
    expect(loadSpec("acme")).toEqual(minimal("Installed"));
  });

  it("is found from inside the provider's own package", async () => {
    await write("package.json", provider("acme"));
    await write("openapi.yaml", minimal("Own"));
    expect(loadSpec("acme")).toEqual(minimal("Own"));
  });

  it("is found beside the facade", async () => {
    await write("node_modules/polysms/package.json", {
      name: "polysms",
      exports: { "./package.json": "./package.json" },
    });
    await write("node_modules/polysms/node_modules/@polysms/acme/package.json", provider("acme"));
    await write("node_modules/polysms/node_modules/@polysms/acme/openapi.yaml", minimal("Facade"));
    expect(loadSpec("acme")).toEqual(minimal("Facade"));
  });

  it("that is not there is missed with a hint", async () => {
    await expect(startMock("nobody")).rejects.toThrow(
      /@polysms\/nobody\/openapi\.yaml.*Install @polysms\/nobody, or pass/,
    );
    expect(() => loadSpec("./nothing.yaml")).toThrow(/There is no OpenAPI document at .*nothing\.yaml/);
    await write("swagger.yaml", "swagger: '2.0'");
    expect(() => loadSpec("./swagger.yaml")).toThrow("is not an OpenAPI 3.1 document");
  });
});
