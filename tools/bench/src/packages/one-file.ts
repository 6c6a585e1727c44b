import { mkdtempSync, rmSync } from "node:fs";
import { writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import type { Entered } from "../catalog.ts";
import type { Contender } from "../contender.ts";
import { bundleForNode } from "./bundle.ts";

/** The bundles of the contenders that start from one file. They are deleted at the end. */
interface OneFiles extends Disposable {
  readonly files: ReadonlyMap<Entered<Contender>, string>;
}

/** Bundles the contenders that start from one file, before anything is timed. */
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
