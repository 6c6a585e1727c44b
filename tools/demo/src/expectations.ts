/** Collects what did not come out as expected; the demo exits with 1 if anything is in it. */
export interface Expectations {
  readonly broken: readonly string[];
  /** Notes a sentence unless it holds. */
  expect(holds: boolean, sentence: string): void;
}

export function createExpectations(): Expectations {
  const broken: string[] = [];
  return {
    broken,
    expect(holds, sentence) {
      if (!holds) broken.push(sentence);
    },
  };
}
