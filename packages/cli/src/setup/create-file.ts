import { randomBytes } from "node:crypto";
import { closeSync, fsyncSync, linkSync, openSync, renameSync, rmSync, statSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";

/** File systems without hard links: FAT, some network drives. */
const NO_LINKS = ["EPERM", "ENOSYS", "ENOTSUP", "EOPNOTSUPP", "EINVAL"];

/**
 * Creates a file that only this user can read, with all of its content at once. Returns `false` if the file exists: of
 * many processes, also on several machines, exactly one gets `true`. Throws the system's error if it cannot be written.
 */
export function createFile(path: string, content: string): boolean {
  const temporary = writeTemporary(path, content);
  try {
    linkSync(temporary, path);
    return true;
  } catch (error) {
    const { code = "" } = error as NodeJS.ErrnoException;
    // A network drive may repeat a request whose answer was lost. The second link to our own file says that it worked.
    if (code === "EEXIST") return statSync(temporary).nlink === 2;
    if (!NO_LINKS.includes(code)) throw error;
    return createWithoutLinks(path, content);
  } finally {
    rmSync(temporary, { force: true });
    syncFolder(path);
  }
}

/** Replaces the content of a file at once. */
export function replaceFile(path: string, content: string): void {
  const temporary = writeTemporary(path, content);
  try {
    renameSync(temporary, path);
  } catch (error) {
    rmSync(temporary, { force: true });
    throw error;
  }
  syncFolder(path);
}

/** A new file survives a loss of power only once its folder is flushed too. Some systems flush the folder themselves. */
export function syncFolder(path: string): void {
  try {
    const folder = openSync(dirname(path), "r");
    fsyncSync(folder);
    closeSync(folder);
  } catch {
    // Windows cannot open folders.
  }
}

function writeTemporary(path: string, content: string): string {
  const temporary = `${path}.${randomBytes(6).toString("hex")}.new`;
  try {
    writeFileSync(temporary, content, { mode: 0o600, flag: "wx", flush: true });
  } catch (error) {
    rmSync(temporary, { force: true });
    throw error;
  }
  return temporary;
}

function createWithoutLinks(path: string, content: string): boolean {
  try {
    writeFileSync(path, content, { mode: 0o600, flag: "wx", flush: true });
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "EEXIST") return false;
    throw error;
  }
}
