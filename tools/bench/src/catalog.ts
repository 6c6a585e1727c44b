import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";

const here = new URL("..", import.meta.url).pathname;

/** Where the packages of others are installed, in a workspace of their own. */
export const OTHERS = join(here, "others");
export const OURS = join(here, "ours");

/** The order in tables: what Node has, ours, others. */
const ORDER = ["raw", "ours", "sdk"];

/** A contender and its file. */
export type Entered<Kind> = Kind & { readonly file: string };

/** The contenders of one discipline or of several. Each file in the two folders of a discipline is a contender. */
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
