import { createHash } from "node:crypto";
import { existsSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import getReleasePlan from "@changesets/get-release-plan";
import { failureOf, run } from "@polysms/workspace/src/child-process.ts";
import { inc, satisfies, validRange } from "semver";
import { afterAll, describe, expect, it } from "vitest";
import { sboms } from "../src/sbom.ts";
import { specVersion } from "../src/spec-version.ts";
import { cloneRepository, commit, git, publicPackages } from "./clone.ts";
import { type Customer, newCustomer } from "./customer.ts";
import { requireLoopback } from "./loopback.ts";
import { type Registry, startRegistry } from "./registry.ts";
import { addField, CHANGED, editProse, removeChangeset, writeChangeset } from "./second-release.ts";

// The way from changesets to an upgrade, twice. Each step builds on the one before.

const folder = realpathSync(mkdtempSync(join(tmpdir(), "polysms-rehearsal-")));
const clone = join(folder, "repository");
const first = new Map<string, string>();
const field = `@polysms/${CHANGED.field}`;
const prose = `@polysms/${CHANGED.prose}`;
let registry: Registry;
let shop: Customer;
let careful: Customer;

afterAll(async () => {
  await registry?.stop();
  rmSync(folder, { recursive: true, force: true });
});

const versions = () => new Map([...publicPackages(clone)].map(([name, { version }]) => [name, version]));
const version = (name: string) => versions().get(name) ?? "";
const fileName = (name: string) => name.replace("@", "").replace("/", "-");
const firstOf = (name: string) => first.get(name) ?? "";
const changelog = (name: string) =>
  readFileSync(join(publicPackages(clone).get(name)?.folder ?? "", "CHANGELOG.md"), "utf8");

describe("the first release", () => {
  it("clones the repository and installs it", async () => {
    process.stdout.write(`Rehearsing ${await cloneRepository(clone)}\n`);
    await run(clone, "pnpm", ["install", "--frozen-lockfile"]);
  });

  it("applies the changesets: versions, changelogs, the versions of the specs", async () => {
    const { releases, changesets } = await getReleasePlan(clone);
    // After a release there is nothing to apply until the next changeset.
    if (changesets.length > 0) await run(clone, "pnpm", ["release:version"]);
    for (const { name, newVersion, changesets: ids } of releases.filter(({ type }) => type !== "none")) {
      expect(version(name), name).toBe(newVersion);
      const [latest = ""] = changelog(name).split(/^## /m).slice(1);
      expect(latest.startsWith(`${newVersion}\n`), name).toBe(true);
      for (const { id, summary } of changesets) {
        if (ids.includes(id)) expect(latest, name).toContain(`- ${summary.trim().split("\n")[0]}`);
      }
    }
    for (const [name, released] of versions()) {
      expect(released, name).not.toBe("0.0.0");
      first.set(name, released);
    }
    for (const [name, { folder: place }] of publicPackages(clone)) {
      const spec = join(place, "src/generated/openapi.yaml");
      if (existsSync(spec)) expect(specVersion(readFileSync(spec, "utf8")), name).toBe(version(name));
    }
    await run(join(clone, "tools/codegen"), "pnpm", ["drift"]);
    await commit(clone, "Release");
  });

  it("would not publish anywhere but to loopback", async () => {
    registry = await startRegistry(join(folder, "registry"));
    const away = "https://packages.example";
    const settings = join(folder, "scoped");
    writeFileSync(settings, `registry=${registry.url}\n@polysms:registry=${away}/\n`);
    const scoped = { ...registry.environment, npm_config_userconfig: settings };
    await expect(requireLoopback(clone, scoped)).rejects.toThrow(`The scope has a registry of its own: ${away}/`);
    const other = { ...registry.environment, PNPM_CONFIG_REGISTRY: away };
    await expect(requireLoopback(clone, other)).rejects.toThrow("pnpm would publish to packages.example");
  });

  it("publishes to loopback", async () => {
    await requireLoopback(clone, registry.environment);
    await run(clone, "pnpm", ["release:publish"], registry.environment);
    const tags = (await git(clone, "tag", "--list")).trim().split("\n");
    expect(tags).toEqual(expect.arrayContaining([...first].map(([name, released]) => `${name}@${released}`)));
  });

  it("publishes every public package as latest, with real ranges, and no private one", async () => {
    expect(registry.published()).toEqual([...first.keys()].sort());
    for (const [name, released] of first) await expectPublished(name, released, versions());
  });

  it("gets the same bytes from another build of the same commit", async () => {
    const elsewhere = join(folder, "elsewhere");
    await git(folder, "clone", "--quiet", clone, elsewhere);
    await run(elsewhere, "pnpm", ["install", "--frozen-lockfile"]);
    await run(elsewhere, "pnpm", ["turbo", "run", "build", "--force"]);
    await run(elsewhere, "pnpm", ["--filter=./packages/*", "pack", "--pack-destination", join(folder, "tarballs")]);
    for (const [name, released] of first) {
      const tarball = readFileSync(join(folder, "tarballs", `${fileName(name)}-${released}.tgz`));
      const integrity = `sha512-${createHash("sha512").update(tarball).digest("base64")}`;
      const { versions: published } = await registry.document(name);
      expect(integrity, name).toBe(published[released]?.dist.integrity);
    }
  });

  it("gives every package a valid SBOM with all its dependencies, the same each time it is made", async () => {
    const [once, again] = [await sboms(clone), await sboms(clone)];
    expect([...again]).toEqual([...once]);
    for (const [name, { dependencies = {} }] of publicPackages(clone)) {
      const text = once.get(`${fileName(name)}-${firstOf(name)}.cdx.json`) ?? "{}";
      const { components = [] } = JSON.parse(text) as { components?: readonly { purl: string }[] };
      const listed = components.map(({ purl }) => decodeURIComponent(purl).replace(/^pkg:npm\/|@[^@]+$/g, ""));
      expect(listed, name).toEqual(expect.arrayContaining(Object.keys(dependencies)));
    }
  });

  it("npm: a project installs it, type-checks and sends through the mocks", async () => {
    shop = newCustomer(join(folder, "shop"), "npm", registry);
    await shop.manage(
      "install",
      "polysms",
      "@polysms/testing",
      "@polysms/cli",
      field,
      prose,
      "--no-audit",
      "--no-fund",
    );
    await shop.manage("ls");
    expect(readFileSync(join(shop.folder, "node_modules/polysms/CHANGELOG.md"), "utf8")).toBe(changelog("polysms"));
    await shop.compile("send.ts");
    expect(await shop.execute("send.ts")).toBe("accepted (vavasms: rejected, intouchvas: accepted)\n");
    expect(await shop.manage("exec", "--", "polysms", "--version")).toBe(`${firstOf("@polysms/cli")}\n`);
  });

  it("pnpm: a project that pins exact versions does the same", async () => {
    careful = newCustomer(join(folder, "careful"), "pnpm", registry);
    await careful.manage("add", "--save-exact", "polysms", "@polysms/testing", "@polysms/opentelemetry");
    await careful.compile("send.ts");
    expect(await careful.execute("send.ts")).toBe("accepted (vavasms: rejected, intouchvas: accepted)\n");
  });
});

describe("the second release", () => {
  it("a new field fails without a changeset, and with a changeset that promises a patch", async () => {
    await addField(clone);
    const least = `This needs at least "${field}": minor in a changeset`;
    expect(await failureOf(clone, "pnpm", ["release:check"])).toContain(`${field} stays at ${firstOf(field)}`);
    writeChangeset(clone, "reference", CHANGED.field, "patch", "A message has a reference of yours.");
    const printed = await failureOf(clone, "pnpm", ["release:check"]);
    expect(printed).toContain("added: `components/schemas/SendMessageRequest/properties/reference` is new.");
    expect(printed).toContain(least);
    removeChangeset(clone, "reference");
  });

  it("with changesets that promise enough, the next versions are made", async () => {
    writeChangeset(clone, "reference", CHANGED.field, "minor", "A message has a reference of yours.");
    await editProse(clone);
    writeChangeset(clone, "summary", CHANGED.prose, "patch", "A shorter summary.");
    await commit(clone, "A new field, and edited prose");
    await run(clone, "pnpm", ["release:check"]);
    await run(clone, "pnpm", ["release:version"]);
    expect(version(field)).toBe(inc(firstOf(field), "minor"));
    expect(version(prose)).toBe(inc(firstOf(prose), "patch"));
    expect(version("@polysms/core")).toBe(firstOf("@polysms/core"));
    expect(changelog(field)).toContain(
      `## ${version(field)}\n\n### Minor Changes\n\n- A message has a reference of yours.\n`,
    );
    if (version("polysms") !== firstOf("polysms")) {
      expect(changelog("polysms")).toMatch(new RegExp(`^- Uses .*\`${field}\` ${version(field)}`, "m"));
    }
    await commit(clone, "Release");
  });

  it("publishes what changed and nothing else, and leaves the first versions as they are", async () => {
    const before = await Promise.all([...first.keys()].map((name) => registry.document(name)));
    await requireLoopback(clone, registry.environment);
    await run(clone, "pnpm", ["release:publish"], registry.environment);
    for (const [index, [name, released]] of [...first].entries()) {
      await expectPublished(name, version(name), versions());
      const { versions: published } = await registry.document(name);
      expect(Object.keys(published), name).toEqual([...new Set([released, version(name)])]);
      expect(published[released]?.dist.integrity).toBe(before[index]?.versions[released]?.dist.integrity);
    }
  });

  it("an update keeps to what was promised: it brings the patch, and the field only if its range allows", async () => {
    await shop.manage("update", "--no-audit", "--no-fund");
    for (const name of [prose, field, "polysms", "@polysms/testing"]) {
      const allowed = satisfies(version(name), `^${firstOf(name)}`);
      expect(shop.installed(name), name).toBe(allowed ? version(name) : firstOf(name));
    }
    expect(shop.installed(prose)).toBe(version(prose));
    await shop.compile("send.ts");
    expect(await shop.execute("send.ts")).toMatch(/^accepted /);
    if (shop.installed(field) === version(field)) return;
    expect(await shop.compileError("send-with-reference.ts")).toMatch(/error TS2353: .*'reference' does not exist/);
  });

  it("exact versions stay as they are", async () => {
    await careful.manage("update");
    expect(careful.installed("polysms")).toBe(firstOf("polysms"));
    expect(await careful.execute("send.ts")).toMatch(/^accepted /);
  });

  it("an upgrade brings the field: it compiles, is sent, and the mock accepts it", async () => {
    await shop.manage("install", `${field}@latest`, "polysms@latest", "--no-audit", "--no-fund");
    expect(shop.installed(field)).toBe(version(field));
    await shop.manage("ls");
    await shop.compile("send-with-reference.ts");
    expect(await shop.execute("send-with-reference.ts")).toBe(
      'accepted {"text":"Hello","to":["+27821234567"],"reference":"order 7"}, 0 violations\n',
    );
  });
});

/** The version is latest, and its dependencies are real ranges, which include our versions. */
async function expectPublished(name: string, released: string, ours: ReadonlyMap<string, string>): Promise<void> {
  const { "dist-tags": tags, versions: published } = await registry.document(name);
  expect(tags, name).toEqual({ latest: released });
  const { dependencies = {}, peerDependencies = {} } = published[released] ?? {};
  for (const [dependency, range] of Object.entries({ ...peerDependencies, ...dependencies })) {
    expect(validRange(range), `${name} → ${dependency} ${range}`).not.toBeNull();
    const own = ours.get(dependency);
    if (own !== undefined) expect(satisfies(own, range), `${name} → ${dependency} ${range}`).toBe(true);
  }
}
