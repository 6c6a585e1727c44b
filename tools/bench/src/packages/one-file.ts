import { mkdtempSync, rmSync } from "node:fs";
import { writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { bundleForNode } from "./bundle.ts";
import type { Entered } from "./catalog.ts";
import type { Contender } from "./contender.ts";

/** What was bundled for those who start from one file, by contender; it is removed in the end. */
export interface OneFiles extends Disposable {
  readonly files: ReadonlyMap<Entered<Contender>, string>;
}

/** Bundles for those who want it, so that nothing is bundled while somebody is timed. */
export async function bundleIntoFiles(contenders: readonly Entered<Contender>[]): Promise<OneFiles> {
  const folder = mkdtempSync(join(tmpdir(), "polysms-bench-"));
  const remove = () => rmSync(folder, { recursive: true });
  try {
    const files = new Map<Entered<Contender>, string>();
    for (const contender of contenders) {
      if (!contender.inOneFile || contender.bundle === undefined) continue;
      const file = join(folder, `${files.size}.mjs`);
      await writeFile(file, await bundleForNode(contender.bundle, dirname(contender.file)));
      files.set(contender, file);
    }
    return { files, [Symbol.dispose]: remove };
  } catch (error) {
    remove();
    throw error;
  }
}
