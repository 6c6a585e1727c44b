// What npm runs on the machine of whoever installs a package.
const INSTALL_SCRIPTS = ["preinstall", "install", "postinstall", "prepublish", "preprepare", "prepare", "postprepare"];
const DEPENDENCIES = ["dependencies", "peerDependencies", "optionalDependencies", "devDependencies"] as const;

interface Manifest extends Partial<Record<(typeof DEPENDENCIES)[number], Readonly<Record<string, string>>>> {
  readonly private?: boolean;
  readonly scripts?: Readonly<Record<string, string>>;
  readonly keywords?: readonly string[];
}

/** What must not stand in a manifest that is published, or must. */
export function manifestProblems(text: string): string[] {
  const manifest = JSON.parse(text) as Manifest;
  const scripts = INSTALL_SCRIPTS.filter((name) => manifest.scripts?.[name] !== undefined);
  const local = DEPENDENCIES.flatMap((field) =>
    Object.entries(manifest[field] ?? {})
      .filter(([, range]) => /^(workspace|catalog|link|file|portal):/.test(range))
      .map(([name, range]) => `manifest: ${field}/${name} is ${range}, which means nothing outside this repository.`),
  );
  return [
    ...(manifest.private === true ? ["manifest: the package is private."] : []),
    ...scripts.map((name) => `manifest: the script ${name} would run when somebody installs the package.`),
    ...local,
    ...((manifest.keywords ?? []).length === 0 ? ["manifest: keywords are missing."] : []),
  ];
}
