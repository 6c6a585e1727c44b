import { mkdir, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { nameProblem } from "../src/provider-name.ts";

let root = "";

beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), "polysms-name-"));
  await mkdir(join(root, "specs", "described"), { recursive: true });
  await mkdir(join(root, "packages", "packaged"), { recursive: true });
});
afterAll(() => rm(root, { recursive: true }));

it.each(["zebra", "sms2go", "ab"])("%s can be the name of a provider", (name) => {
  expect(nameProblem(root, name)).toBeUndefined();
});

it.each(["", "a", "Zebra", "2go", "my-sms", "my_sms", "../up", "a".repeat(32)])(
  '"%s" is refused, and the form of a name is told',
  (name) => {
    expect(nameProblem(root, name)).toBe(
      `"${name}" is not a provider name: lower-case letters and digits, 2 to 31 of them, a letter first.`,
    );
  },
);

it.each(["core", "polysms", "testing", "cli"])("%s is refused because the package is something else", (name) => {
  expect(nameProblem(root, name)).toContain(`"${name}" is reserved`);
});

it.each(["new", "default", "class", "await"])("%s is refused because no function can be called so", (name) => {
  expect(nameProblem(root, name)).toContain("is a word of the language");
});

it("acme is refused because the repository's own examples are called so", () => {
  expect(nameProblem(root, "acme")).toContain("is the example");
});

it("a name that has a spec folder or a package is refused, and the folder is named", () => {
  expect(nameProblem(root, "described")).toBe(
    "specs/described exists already; choose another name, or remove it first.",
  );
  expect(nameProblem(root, "packaged")).toContain("packages/packaged exists already");
});
