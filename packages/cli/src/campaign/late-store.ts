import type { IdempotencyStore } from "polysms";
import type { Journal } from "../journal/journal.ts";

/** An idempotency store that gets its journal later: `createSms` needs it before the plan, and the journal needs the plan. */
export function createLateStore(): IdempotencyStore & { use(journal: Journal): void } {
  let journal: Journal | undefined;
  const opened = () => {
    if (journal === undefined) throw new Error("The journal is not open yet.");
    return journal;
  };
  return {
    use(newJournal) {
      journal = newJournal;
    },
    find: (key, call) => opened().find(key, call),
    reserve: (key, mark, call) => opened().reserve(key, mark, call),
    finalize: (key, mark, record, keepMs, call) => opened().finalize(key, mark, record, keepMs, call),
    release: (key, mark, call) => opened().release(key, mark, call),
    records: (group) => opened().records(group),
    forget: (group) => opened().forget(group),
  };
}
