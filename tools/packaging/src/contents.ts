const REQUIRED = ["LICENSE", "README.md", "package.json"];
const ALLOWED = [
  /^(LICENSE|README\.md|CHANGELOG\.md|package\.json)$/,
  /^src\/.+\.(ts|yaml)$/,
  /^dist\/.+\.(js|d\.ts)(\.map)?$/,
];
const TEST = /(^|\/)(tests?|fixtures|__\w+__)\/|\.(test|test-d|spec|bench)\.\w+$/;

/** What a tarball lacks, and what does not belong into it. */
export function contentProblems(paths: readonly string[]): string[] {
  const strangers = paths.filter((path) => TEST.test(path) || !ALLOWED.some((pattern) => pattern.test(path)));
  // A file that an earlier build left behind has no source any more.
  const orphans = paths.filter((path) => !paths.includes(path.replace(/^dist\/(.+)\.d\.ts$/, "src/$1.ts")));
  return [
    ...REQUIRED.filter((file) => !paths.includes(file)).map((file) => `contents: ${file} is missing.`),
    ...strangers.map((path) => `contents: ${path} does not belong into a package.`),
    ...orphans.map((path) => `contents: ${path} has no source; remove dist/ and build again.`),
  ];
}
