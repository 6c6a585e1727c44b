import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { StoreKey } from "polysms";
import { afterEach, beforeEach } from "vitest";
import type { JournalOptions } from "../../src/journal/context.ts";
import { createJournal, type Journal, resumeJournal } from "../../src/journal/journal.ts";
import { temporaryFolder } from "../command.ts";

export const accepted = JSON.stringify([{ status: "accepted", id: "1" }]);
export const call = { signal: new AbortController().signal };
const SECRET = "0123456789abcdef0123456789abcdef";

export const row = (name: string): StoreKey => ({ name, group: "spring" });

export const journalOptions = (folder: string): JournalOptions => ({
  path: join(folder, "x.journal"),
  content: "content",
  secret: SECRET,
  stateFolder: folder,
});

interface JournalSetup {
  folder: string;
  path: string;
  /** The journal that `create` or `resume` opened last. */
  journal: Journal;
  create(more?: Partial<JournalOptions>): Journal;
  resume(more?: Partial<JournalOptions>): Journal;
  /** Leaves the files as a process does that is killed. */
  kill(): void;
  /** The files of a journal, to be put back later. */
  save(): () => void;
  /** The lines of the journal, with their line feeds. */
  lines(): string[];
  write(lines: readonly string[]): void;
}

/** Gives each test a folder. What a test leaves open is closed. */
export function setupJournal(): JournalSetup {
  const opened: Journal[] = [];
  const open = (journal: Journal) => {
    opened.push(journal);
    setup.journal = journal;
    return journal;
  };
  const options = () => journalOptions(setup.folder);
  const files = () => [setup.path, `${setup.path}.lock`];
  const setup = {
    create: (more = {}) => open(createJournal({ ...options(), ...more })),
    resume: (more = {}) => open(resumeJournal({ ...options(), ...more })),
    kill() {
      const putBack = setup.save();
      setup.journal.close();
      opened.pop();
      putBack();
    },
    save() {
      const contents = files().map((file) => readOrUndefined(file));
      return () => {
        for (const [index, file] of files().entries()) {
          const content = contents[index];
          if (content === undefined) rmSync(file, { force: true });
          else writeFileSync(file, content);
        }
      };
    },
    lines: () => readFileSync(setup.path, "utf8").split(/(?<=\n)/),
    write: (lines) => writeFileSync(setup.path, lines.join("")),
  } as JournalSetup;
  let folder: ReturnType<typeof temporaryFolder>;
  beforeEach(() => {
    folder = temporaryFolder();
    setup.folder = folder.path;
    setup.path = journalOptions(folder.path).path;
  });
  afterEach(() => {
    for (const journal of opened.splice(0)) {
      try {
        journal.close();
      } catch {
        // The test closed it.
      }
    }
    folder[Symbol.dispose]();
  });
  return setup;
}

function readOrUndefined(path: string): Buffer | undefined {
  try {
    return readFileSync(path);
  } catch {
    return undefined;
  }
}
