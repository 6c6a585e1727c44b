import type { IdempotencyStore } from "polysms";
import type { Journal } from "../journal/journal.ts";

/** An idempotency store that gets its journal later: `createSms` needs it before the plan, and the journal needs the plan. */
export function createLateStore(): IdempotencyStore & { use(journal: Journal | undefined): void } {
  let journal: Journal | undefined;
  const opened = () => {
    if (journal === undefined) throw new Error("The journal is not open yet.");
    return journal;
  };
  return {
    use(newJournal) {
      journal = newJournal;
    },
    reserve: (key, mark) => opened().reserve(key, mark),
    finalize: (key, mark, record, keep) => opened().finalize(key, mark, record, keep),
    release: (key, mark) => opened().release(key, mark),
  };
}
