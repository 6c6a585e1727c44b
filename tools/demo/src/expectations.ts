/** Collects what was not as expected. The demo exits with 1 if there is anything. */
export interface Expectations {
  readonly broken: readonly string[];
  /** Collects the sentence unless it is true. */
  expect(isTrue: boolean, sentence: string): void;
}

export function createExpectations(): Expectations {
  const broken: string[] = [];
  return {
    broken,
    expect(isTrue, sentence) {
      if (!isTrue) broken.push(sentence);
    },
  };
}
