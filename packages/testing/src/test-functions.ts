/** The functions of a test framework: vitest's and jest's as they are; with node:test, `before` and `after`. */
export interface TestFunctions {
  describe(title: string, define: () => void): unknown;
  it(title: string, run: () => Promise<void>): unknown;
  beforeAll(run: () => Promise<void>): unknown;
  afterAll(run: () => Promise<void>): unknown;
}
