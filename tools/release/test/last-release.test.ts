import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { runSync } from "@polysms/workspace/src/child-process.ts";
import { afterAll, beforeAll, expect, it } from "vitest";
import { isShallow, lastRelease } from "../src/last-release.ts";

let root: string;

function git(...args: readonly string[]): void {
  const author = ["-c", "user.name=test", "-c", "user.email=test@example.invalid", "-c", "tag.gpgSign=false"];
  runSync(root, "git", [...author, "-c", "commit.gpgSign=false", ...args]);
}

function release(version: string): void {
  writeFileSync(join(root, "openapi.yaml"), `version: ${version}\n`);
  git("add", "--all");
  git("commit", "--quiet", `--message=${version}`);
  git("tag", `@polysms/acme@${version}`);
}

beforeAll(() => {
  root = mkdtempSync(join(tmpdir(), "polysms-tags-"));
  git("init", "--quiet", "--initial-branch=main");
  for (const version of ["0.9.0", "0.10.0"]) release(version);
  git("tag", "@polysms/acme@next");
  git("tag", "@polysms/acmetwo@3.0.0");
  git("checkout", "--quiet", "-b", "elsewhere");
  release("4.0.0");
  git("checkout", "--quiet", "main");
});

afterAll(() => rmSync(root, { recursive: true }));

it("the last release is the greatest version among the tags behind HEAD, with the files as they were", () => {
  const last = lastRelease(root, "@polysms/acme");
  expect(last?.version).toBe("0.10.0");
  expect(last?.read("openapi.yaml")).toBe("version: 0.10.0\n");
  expect(isShallow(root)).toBe(false);
});

it("a package without a tag was never released", () => {
  expect(lastRelease(root, "@polysms/zebra")).toBeUndefined();
});
