import { invalidInput, SmsError } from "@polysms/core";

type Rows<Row> = Iterable<Row> | AsyncIterable<Row>;

/**
 * Runs a task per row and yields the results as they come, not in the order of the rows. Rows in work and results not
 * yet taken are together at most `concurrency`, and no row is read before there is a place for it, so memory grows
 * neither with the source nor with a slow consumer. When the source fails or the signal fires, nothing more is read, the
 * results of what was begun still come, and then the reason is thrown. When the consumer stops, what is in flight is
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
  const working = new Set<Promise<void>>();
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
        working.delete(work);
        wake();
      });
    working.add(work);
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
      // Results are handed out while the next row is awaited: a source may be slow.
      if (!ended && failure === undefined && working.size + results.length < concurrency)
        reading ??= read().catch(fail);
      if (results.length > 0) {
        yield results.shift() as Result;
        continue;
      }
      if (working.size === 0) {
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
    // A source that is being read closes after that, which may take for ever; nothing of it will be sent.
    const closed = ended
      ? undefined
      : Promise.resolve()
          .then(() => source.return?.())
          .catch(() => {});
    if (reading === undefined) await closed;
    await Promise.all(working);
  }
}

/** What a stream of outcomes ends with when it was ended early. */
export function abortedError(): SmsError {
  return new SmsError("Aborted: rows whose outcome has not come were not sent.", {
    code: "aborted",
    mayHaveBeenSent: false,
  });
}

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
