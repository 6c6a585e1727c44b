import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { root } from "@polysms/workspace/src/repository.ts";
import { sboms } from "./sbom.ts";

// Beside the tarballs and not in them: an SBOM lists what this lockfile installs, and a user has another lockfile.
const folder = join(root, "tools/release/dist/sbom");
rmSync(folder, { recursive: true, force: true });
mkdirSync(folder, { recursive: true });
for (const [file, text] of await sboms(root)) {
  writeFileSync(join(folder, file), text);
  process.stdout.write(`tools/release/dist/sbom/${file}\n`);
}
