import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { providers, readManifest, readText, root } from "@polysms/workspace/src/repository.ts";
import { withSpecVersion } from "./spec-version.ts";

// A spec has the version of the package that is made from it.
for (const provider of providers) {
  const file = `specs/${provider}/openapi.yaml`;
  const { version } = readManifest(`packages/${provider}`);
  writeFileSync(join(root, file), withSpecVersion(readText(file), version));
}
