import { createHmac, randomUUID } from "node:crypto";
import { usageError } from "../setup/usage-error.ts";
import type { AppendOnlyFile } from "./append-only-file.ts";
import type { JournalOptions } from "./context.ts";
import { damagedError } from "./damage.ts";
import type { Header } from "./line.ts";
import type { Scanned } from "./scan.ts";

const HEADER_OF_VERSION_1 = '{"journal":"polysms campaign"';

export function newHeader({ content, secret }: JournalOptions): Header {
  return { version: 2, campaign: randomUUID(), content, secret: checkValueOf(secret) };
}

/** The header of a journal. Throws a usage error if it has none, or that of another campaign or secret. */
export function checkHeader({ path, content, secret }: JournalOptions, file: AppendOnlyFile, scanned: Scanned): Header {
  const { header, problem, end } = scanned;
  if (header === undefined) {
    if (end.number > 0 && problem !== undefined) throw damagedError(path, problem, true);
    const first = file.lines().next().value?.bytes.toString("latin1") ?? "";
    if (!first.startsWith(HEADER_OF_VERSION_1)) throw notAJournal(path);
    throw usageError(
      `${path} was written by an earlier version of polysms.`,
      "Finish that campaign with the version that started it, or send to everyone again with another --journal.",
    );
  }
  if (header.secret !== checkValueOf(secret)) {
    throw usageError(
      `${path} was made with another secret, so its rows would not be recognised and would be sent again.`,
      "Set POLYSMS_SECRET to the secret that it was started with, or resume where it was started.",
    );
  }
  if (header.content === content) return header;
  throw usageError(
    `${path} is the journal of another campaign: the file, the text or an option has changed since it was started.`,
    "Resume with the same file and options, or start another campaign with --journal.",
  );
}

function notAJournal(path: string) {
  return usageError(
    `${path} is not the journal of a campaign: line 1 is not as a journal begins.`,
    "Name the right one with --journal. If this is the right one, it is damaged: restore it from a copy.",
  );
}

function checkValueOf(secret: string): string {
  return createHmac("sha256", secret).update("polysms journal").digest("base64url");
}
