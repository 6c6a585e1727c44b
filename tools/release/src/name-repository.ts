import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { packages, readManifest, root } from "@polysms/workspace/src/repository.ts";
import { repositoryAddress } from "./repository-address.ts";

// npm compares the repository that a manifest names with the one whose workflow publishes it. So the workflow writes its own
// repository into the manifests, and a fork publishes as itself: https://docs.npmjs.com/generating-provenance-statements
for (const name of packages) {
  const folder = `packages/${name}`;
  const address = repositoryAddress(folder, process.env);
  if (address === undefined) continue;
  writeFileSync(
    join(root, folder, "package.json"),
    `${JSON.stringify({ ...readManifest(folder), ...address }, undefined, 2)}\n`,
  );
}
