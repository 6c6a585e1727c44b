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
  '"%s" is not allowed, and the message shows the form of a name',
  (name) => {
    expect(nameProblem(root, name)).toBe(
      `"${name}" is not a provider name: write 2 to 31 lower-case letters and digits, a letter first.`,
    );
  },
);

it.each(["core", "polysms", "testing", "cli"])("%s is not allowed, because that package is not a provider", (name) => {
  expect(nameProblem(root, name)).toContain(`"${name}" is reserved`);
});

it.each(["new", "default", "class", "await"])("%s is not allowed, because no function can have that name", (name) => {
  expect(nameProblem(root, name)).toContain("is a keyword of JavaScript");
});

it("acme is not allowed, because the examples of the repository have that name", () => {
  expect(nameProblem(root, "acme")).toContain("it is the example");
});

it("a name that has a spec or a package already is not allowed, and the message names the folder", () => {
  expect(nameProblem(root, "described")).toBe(
    "specs/described exists already; choose another name, or remove it first.",
  );
  expect(nameProblem(root, "packaged")).toContain("packages/packaged exists already");
});
