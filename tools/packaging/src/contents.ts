const REQUIRED = ["LICENSE", "README.md", "package.json"];
const ALLOWED = [
  /^(LICENSE|README\.md|CHANGELOG\.md|package\.json)$/,
  /^src\/.+\.(ts|yaml)$/,
  /^dist\/.+\.(js|d\.ts)(\.map)?$/,
];
const TEST = /(^|\/)(tests?|fixtures|__\w+__)\/|\.(test|test-d|spec|bench)\.\w+$/;

/** What is missing in a tarball, and what does not belong there. */
export function contentProblems(paths: readonly string[]): string[] {
  const unexpected = paths.filter((path) => TEST.test(path) || !ALLOWED.some((pattern) => pattern.test(path)));
  // A file that an earlier build left behind has no source now.
  const orphans = paths.filter((path) => !paths.includes(path.replace(/^dist\/(.+)\.d\.ts$/, "src/$1.ts")));
  return [
    ...REQUIRED.filter((file) => !paths.includes(file)).map((file) => `contents: ${file} is missing.`),
    ...unexpected.map((path) => `contents: ${path} does not belong in a package; see "files" in package.json.`),
    ...orphans.map((path) => `contents: ${path} has no source; remove dist/ and build again.`),
  ];
}
