// What npm runs on the machine of a user who installs a package.
const INSTALL_SCRIPTS = ["preinstall", "install", "postinstall", "prepublish", "preprepare", "prepare", "postprepare"];
const DEPENDENCIES = ["dependencies", "peerDependencies", "optionalDependencies", "devDependencies"] as const;

interface Manifest extends Partial<Record<(typeof DEPENDENCIES)[number], Readonly<Record<string, string>>>> {
  readonly private?: boolean;
  readonly scripts?: Readonly<Record<string, string>>;
  readonly keywords?: readonly string[];
}

/** What a manifest that is published must not have, or lacks. */
export function manifestProblems(text: string): string[] {
  const manifest = JSON.parse(text) as Manifest;
  const scripts = INSTALL_SCRIPTS.filter((name) => manifest.scripts?.[name] !== undefined);
  const local = DEPENDENCIES.flatMap((field) =>
    Object.entries(manifest[field] ?? {})
      .filter(([, range]) => /^(workspace|catalog|link|file|portal):/.test(range))
      .map(([name, range]) => `manifest: ${field}/${name} is ${range}, which means nothing outside this repository.`),
  );
  return [
    ...(manifest.private === true ? ["manifest: the package is private; remove the field to publish it."] : []),
    ...scripts.map(
      (name) => `manifest: the script ${name} would run on every machine that installs the package; remove it.`,
    ),
    ...local,
    ...((manifest.keywords ?? []).length === 0 ? ["manifest: keywords are missing; npm searches them."] : []),
  ];
}
