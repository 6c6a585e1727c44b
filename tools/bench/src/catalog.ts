import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";

const here = new URL("..", import.meta.url).pathname;

/** Where the packages of others are installed, in a workspace of their own. */
export const OTHERS = join(here, "others");
export const OURS = join(here, "ours");

/** In tables: what Node gives, ours, and others. */
const ORDER = ["raw", "ours", "sdk"];

/** A contender and the file it is in. */
export type Entered<Kind> = Kind & { readonly file: string };

/** Everybody who takes part in a discipline, or in one of several: a file in one of the two folders is a contender. */
export async function contendersOf<Kind extends { readonly kind: string }>(
  disciplines: string | readonly string[],
  folders = [OURS, OTHERS],
): Promise<Entered<Kind>[]> {
  const files = [disciplines]
    .flat()
    .flatMap((discipline) => folders.map((folder) => join(folder, discipline)))
    .filter((folder) => existsSync(folder))
    .flatMap((folder) =>
      readdirSync(folder)
        .sort()
        .map((file) => join(folder, file)),
    );
  const contenders = await Promise.all(
    files.map(async (file) => {
      const { contender } = (await import(file)) as { contender: Kind };
      return { ...contender, file };
    }),
  );
  return contenders.sort((a, b) => ORDER.indexOf(a.kind) - ORDER.indexOf(b.kind));
}
