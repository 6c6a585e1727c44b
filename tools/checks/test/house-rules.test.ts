import { basename } from "node:path";
import { readText, repositoryFiles } from "@polysms/workspace/src/repository.ts";
import { describe, expect, it } from "vitest";

const files = repositoryFiles();
const texts = files.filter((file) => !/\.(png|jpe?g|gif|ico|woff2?)$/.test(file));
const code = files.filter((file) => /\.[cm]?[jt]sx?$/.test(file) && !file.includes("/generated/"));

// A file is named by its subject. These names say only what kind of thing is in it, and such files grow for ever.
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
    expect(own.filter((file) => KINDS.test(basename(file)))).toEqual([]);
    expect(own.filter((file) => !/^[a-z0-9]+([-.][a-z0-9]+)*$/.test(basename(file)))).toEqual([]);
  });

  it("a source file fits into one head: at most 250 lines", () => {
    const sources = code.filter((file) => /^(packages|tools)\/[^/]+\/src\//.test(file));
    const long = sources.map((file) => ({ file, lines: readText(file).split("\n").length - 1 }));
    expect(long.filter(({ lines }) => lines > 250)).toEqual([]);
  });

  it("nothing tells of the machine it was written on: no absolute path, no registry, no secret", () => {
    expect(
      hits(
        texts.filter((file) => file !== "pnpm-lock.yaml"),
        MACHINE,
      ),
    ).toEqual([]);
  });

  it("nothing is left unfinished or switched off", () => {
    const own = code.filter((file) => file !== "tools/checks/test/house-rules.test.ts");
    expect(hits(own, UNFINISHED)).toEqual([]);
  });
});
