interface Address {
  readonly homepage: string;
  readonly bugs: string;
  readonly repository: { readonly type: "git"; readonly url: string; readonly directory: string };
}

/** Where a package comes from: the repository whose workflow publishes it. `undefined` outside of a workflow. */
export function repositoryAddress(
  folder: string,
  env: Readonly<Record<string, string | undefined>>,
): Address | undefined {
  const { GITHUB_REPOSITORY: name, GITHUB_SERVER_URL: server = "https://github.com" } = env;
  if (name === undefined || name === "") return undefined;
  const url = `${server}/${name}`;
  return {
    homepage: `${url}/tree/main/${folder}#readme`,
    bugs: `${url}/issues`,
    repository: { type: "git", url: `git+${url}.git`, directory: folder },
  };
}
