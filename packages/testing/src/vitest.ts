import { afterAll, afterEach, expect } from "vitest";
import { type SmsMatchers, smsMatchers } from "./assertions/matchers.ts";
import type { MockOptions } from "./mock/mock.ts";
import { type Mocks, startMocks } from "./mock/mocks.ts";

export type { SmsMatchers } from "./assertions/matchers.ts";

expect.extend(smsMatchers);

declare module "vitest" {
  interface Matchers<R extends void | Promise<void> = void | Promise<void>, T = unknown> extends SmsMatchers<R> {}
}

/**
 * Starts mocks for the tests of a file: `const mocks = await useMocks(["vavasms"])`. After each test it fails that test
 * if a mock has violations, and resets the mocks. After the last test it closes them. Default: every provider that is
 * installed.
 */
export async function useMocks<const Name extends string = string>(
  names?: readonly Name[],
  options?: Omit<MockOptions, "port">,
): Promise<Mocks<NoInfer<Name>>> {
  const mocks = await startMocks(names, options);
  afterEach(() => {
    try {
      expect(mocks).toHaveNoViolations();
    } finally {
      mocks.reset();
    }
  });
  afterAll(() => mocks.close());
  return mocks;
}
