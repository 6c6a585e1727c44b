import { basename } from "node:path";
import { readText, repositoryFiles } from "@polysms/workspace/src/repository.ts";
import { describe, expect, it } from "vitest";
import { expectNone } from "../src/expect-none.ts";

const files = repositoryFiles();
const texts = files.filter((file) => !/\.(png|jpe?g|gif|ico|woff2?)$/.test(file));
const code = files.filter((file) => /\.[cm]?[jt]sx?$/.test(file) && !file.includes("/generated/"));

// A file is named by its subject. These names say only what kind of thing is in it, and such files never stop growing.
const KINDS =
  /^(types?|utils?|helpers?|managers?|common|misc|constants?|interfaces?|shared|lib|functions?)\.[cm]?[jt]sx?$/;

// Written so that this file does not match itself.
const MACHINE = [
  /(?<![\w.-])\/(?:work|root|home\/\w+|Users)\/[\w.-]+/,
  /https?:\/\/(?:[\w-]+\.)*(?:registry|artifactory|nexus|mirror)[\w.-]*/,
  /_auth[T]oken|BEGIN (?:RSA |OPENSSH )?PRIVATE[ ]KEY/,
];
const UNFINISHED = [
  new RegExp(`\\b(?:${["TO", "FIX"].map((word, index) => word + ["DO", "ME"][index]).join("|")})\\b`),
  /\b(?:it|test|describe)\.(?:skip|only|todo|fails)\b/,
  /(?:biome|eslint|oxlint|prettier)-(?:ignore|disable)/,
  /@ts-(?:ignore|nocheck)/,
  /\bas any\b/,
];

function hits(candidates: readonly string[], patterns: readonly RegExp[]): string[] {
  return candidates.flatMap((file) => {
    const lines = readText(file).split("\n");
    return lines.flatMap((line, index) =>
      patterns.filter((pattern) => pattern.test(line)).map(() => `${file}:${index + 1}: ${line.trim().slice(0, 120)}`),
    );
  });
}

describe("the house rules", () => {
  it("files are named by subject, in kebab-case", () => {
    const own = code.filter((file) => /^(packages|tools)\//.test(file));
    expect(own.length).toBeGreaterThan(50);
    expectNone(
      own.filter((file) => KINDS.test(basename(file))),
      "Name the file by its subject, and split it if it has several.",
    );
    expectNone(
      own.filter((file) => !/^[a-z0-9]+([-.][a-z0-9]+)*$/.test(basename(file))),
      "Name the file in kebab-case: lower-case words with hyphens.",
    );
  });

  it("a source file has at most 250 lines", () => {
    const sources = code.filter((file) => /^(packages|tools)\/[^/]+\/src\//.test(file));
    const long = sources.map((file) => ({ file, lines: readText(file).split("\n").length - 1 }));
    expectNone(
      long.filter(({ lines }) => lines > 250),
      "Find the second subject in the file, and move it into a file of its own.",
    );
  });

  it("nothing names the machine it was written on: no absolute path, no registry, no secret", () => {
    const found = hits(
      texts.filter((file) => file !== "pnpm-lock.yaml"),
      MACHINE,
    );
    expectNone(found, "Write a relative path, or an example such as https://sms.example.com.");
  });

  it("nothing is unfinished or switched off", () => {
    const own = code.filter((file) => file !== "tools/checks/test/house-rules.test.ts");
    expectNone(hits(own, UNFINISHED), "Finish it now, and fix the cause instead of switching off the check.");
  });
});
