import { invalidInput, SmsError } from "@polysms/core";

type Rows<Row> = Iterable<Row> | AsyncIterable<Row>;

/**
 * Runs a task per row and yields the results as they come, not in the order of the rows. Running tasks and results that
 * are not yet taken are together at most `concurrency`, and no row is read before it can start, so memory grows neither
 * with the source nor with a slow consumer. If the source fails or the signal fires, nothing more is read: the results
 * of the tasks that were started still come, and then the reason is thrown. If the consumer stops, running tasks are
 * waited for.
 */
export async function* mapConcurrently<Row, Result>(
  rows: Rows<Row>,
  task: (row: Row) => Promise<Result>,
  concurrency: number,
  signal?: AbortSignal,
): AsyncGenerator<Result, void, undefined> {
  const source = iteratorOf(rows);
  const results: Result[] = [];
  const running = new Set<Promise<void>>();
  let reading: Promise<void> | undefined;
  let ended = false;
  let stopped = false;
  let failure: { readonly reason: unknown } | undefined;
  let wake = () => {};

  const fail = (reason: unknown) => {
    failure ??= { reason };
    wake();
  };
  const abort = () => fail(abortedError());
  const start = (row: Row) => {
    const work = task(row)
      .then((result) => {
        results.push(result);
      }, fail)
      .finally(() => {
        running.delete(work);
        wake();
      });
    running.add(work);
  };
  const read = async () => {
    const next = await source.next();
    reading = undefined;
    if (next.done === true) ended = true;
    else if (!stopped && failure === undefined) start(next.value);
    wake();
  };

  if (signal?.aborted) abort();
  signal?.addEventListener("abort", abort, { once: true });
  try {
    while (true) {
      // Results are yielded while the next row is awaited, because a source may be slow.
      if (!ended && failure === undefined && running.size + results.length < concurrency)
        reading ??= read().catch(fail);
      if (results.length > 0) {
        yield results.shift() as Result;
        continue;
      }
      if (running.size === 0) {
        if (failure !== undefined) throw failure.reason;
        if (ended) return;
      }
      await new Promise<void>((resolve) => {
        wake = resolve;
      });
    }
  } finally {
    stopped = true;
    signal?.removeEventListener("abort", abort);
    // A source closes only after a read that is pending, which may never end. Its row will not be started.
    const closed = ended
      ? undefined
      : Promise.resolve()
          .then(() => source.return?.())
          .catch(() => {});
    if (reading === undefined) await closed;
    await Promise.all(running);
  }
}

/** The error that ends a stream of outcomes after an abort. */
export function abortedError(): SmsError {
  return new SmsError("Aborted: rows without an outcome were not sent.", {
    code: "aborted",
    mayHaveBeenSent: false,
  });
}

/** Throws an `SmsError` unless it is a whole number of at least 1. */
export function checkConcurrency(concurrency: number): number {
  if (Number.isInteger(concurrency) && concurrency >= 1) return concurrency;
  throw invalidInput("concurrency", "must be a whole number of at least 1.");
}

function iteratorOf<Row>(rows: Rows<Row>): AsyncIterator<Row> | Iterator<Row> {
  if (typeof rows === "object" && rows !== null) {
    if (Symbol.asyncIterator in rows) return rows[Symbol.asyncIterator]();
    if (Symbol.iterator in rows) return rows[Symbol.iterator]();
  }
  throw invalidInput("rows", "must be a list, a generator or another iterable of messages.");
}
