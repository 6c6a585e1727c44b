import { randomBytes } from "node:crypto";
import { mkdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Terminal } from "../terminal/terminal.ts";
import { createFile } from "./create-file.ts";
import type { AnyOptions } from "./define-config.ts";
import { diskError } from "./disk-error.ts";
import { stateFolder } from "./state-folder.ts";
import { usageError } from "./usage-error.ts";

const MIN_BYTES = 32;
const MADE_HERE = /^[\w-]{43}\n$/;

/**
 * The secret behind everything that a command keeps: the one of the configuration, then `POLYSMS_SECRET`, then a file in
 * the state folder, made once. Throws a usage error for a secret that is too short or a file that is damaged.
 */
export function findSecret(env: Terminal["env"], stores: AnyOptions["stores"]): string {
  if (stores?.secret !== undefined) return stores.secret;
  const { POLYSMS_SECRET: given } = env;
  if (given === undefined) return secretOfMachine(stateFolder(env));
  const bytes = Buffer.byteLength(given);
  if (bytes >= MIN_BYTES) return given;
  throw usageError(
    `POLYSMS_SECRET has ${bytes} bytes; it needs at least ${MIN_BYTES}.`,
    "Make one with: openssl rand -base64 32. Without the variable, polysms makes one for this machine.",
  );
}

function secretOfMachine(folder: string): string {
  const path = join(folder, "secret");
  const known = read(path);
  if (known !== undefined) return known;
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    createFile(path, `${randomBytes(32).toString("base64url")}\n`);
  } catch (error) {
    throw diskError(path, error);
  }
  // Read back, because another process may have made it at the same moment.
  return read(path) ?? secretOfMachine(folder);
}

function read(path: string): string | undefined {
  let text: string;
  try {
    text = readFileSync(path, "utf8");
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === "ENOENT") return undefined;
    throw usageError(
      `${path} cannot be read (${code}).`,
      "It holds the secret of this machine; or set POLYSMS_SECRET.",
    );
  }
  if (MADE_HERE.test(text)) return text.trimEnd();
  throw usageError(
    `${path} is damaged: it must hold 43 letters, digits, - and _, and a line feed.`,
    "Restore it from a copy. If you delete it, journals and one-time codes made with it cannot be used any more.",
  );
}
