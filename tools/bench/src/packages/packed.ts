import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { runSync } from "@polysms/workspace/src/child-process.ts";
import { root } from "@polysms/workspace/src/repository.ts";

/** Our packages as they would be published, unpacked, by name. */
interface Packed extends Disposable {
  readonly folders: ReadonlyMap<string, string>;
}

/** Packs a package of the workspace and those it depends on. They must have been built. */
export function pack(name: string): Packed {
  const folder = mkdtempSync(join(tmpdir(), "polysms-bench-"));
  const remove = () => rmSync(folder, { recursive: true });
  try {
    return { folders: unpackAll(name, folder), [Symbol.dispose]: remove };
  } catch (error) {
    remove();
    throw error;
  }
}

function unpackAll(name: string, folder: string): Map<string, string> {
  const tarballs = join(folder, "tarballs");
  mkdirSync(tarballs);
  runSync(root, "pnpm", [`--filter-prod=${name}...`, "pack", "--pack-destination", tarballs]);
  return new Map(
    readdirSync(tarballs).map((file, index) => {
      const unpacked = join(folder, String(index));
      mkdirSync(unpacked);
      runSync(unpacked, "tar", ["-xzf", join(tarballs, file), "--strip-components=1"]);
      const manifest = JSON.parse(readFileSync(join(unpacked, "package.json"), "utf8")) as { readonly name: string };
      return [manifest.name, unpacked];
    }),
  );
}
