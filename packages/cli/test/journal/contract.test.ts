import { describeIdempotencyStore } from "@polysms/testing/stores";
import { describe, it } from "vitest";
import { createJournal } from "../../src/journal/journal.ts";
import { temporaryFolder } from "../command.ts";
import { journalOptions } from "./setup.ts";

describeIdempotencyStore({
  test: { describe, it },
  name: "of a journal",
  create() {
    const folder = temporaryFolder();
    const store = createJournal(journalOptions(folder.path));
    return {
      store,
      async close() {
        // Callers that lost a race may still be asking.
        await new Promise((resolve) => setImmediate(resolve));
        store.close();
        folder[Symbol.dispose]();
      },
    };
  },
  // One process has it, its calls do not wait for a network, and it keeps everything until its file is deleted.
  without: ["advance", "open", "stall", "skew"],
});
