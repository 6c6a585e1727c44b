import { installedProviders } from "../openapi/document.ts";
import type { Violation } from "../validator/violation.ts";
import { createMockFetch } from "./fetch.ts";
import { type Mock, type MockOptions, startMock } from "./mock.ts";

/** What the mocks of several providers have in common. */
export interface MockGroup {
  /** For code that takes no base URL: requests to documented hosts go to the mocks. Rejects for every other host. */
  readonly fetch: typeof globalThis.fetch;
  /** The violations of all mocks. */
  readonly violations: readonly Violation[];
  /** Forgets exchanges and chosen answers. */
  reset(): void;
  close(): Promise<void>;
  [Symbol.asyncDispose](): Promise<void>;
}

/** A mock for each name: `mocks.vavasms`. */
export type Mocks<Name extends string = string> = MockGroup & { readonly [Key in Name]: Mock };

/**
 * Starts the mocks of several providers, by name. Default: every provider that is installed. Rejects if one of them is
 * not installed, and then leaves no port open.
 */
export async function startMocks<const Name extends string = string>(
  names: readonly Name[] = installedProviders() as Name[],
  options: Omit<MockOptions, "port"> = {},
): Promise<Mocks<NoInfer<Name>>> {
  if (names.length === 0) {
    throw new Error(`There is no provider to mock: install polysms in ${process.cwd()}, or name the providers.`);
  }
  const wanted = [...new Set(names)];
  const started = await Promise.allSettled(wanted.map((name) => startMock(name, options)));
  const mocks = started.flatMap((each) => (each.status === "fulfilled" ? [each.value] : []));
  const close = async () => void (await Promise.all(mocks.map((mock) => mock.close())));
  const failed = started.find((each) => each.status === "rejected");
  if (failed !== undefined) {
    await close();
    throw failed.reason;
  }
  const group: MockGroup = {
    fetch: createMockFetch(Object.assign({}, ...mocks.map(({ baseUrl }) => baseUrl))),
    get violations() {
      return mocks.flatMap((mock) => mock.violations);
    },
    reset() {
      for (const mock of mocks) mock.reset();
    },
    close,
    [Symbol.asyncDispose]: close,
  };
  // Assigned into the group, because a spread of the group would read its violations only once.
  return Object.assign(group, Object.fromEntries(mocks.map((mock, index) => [wanted[index], mock]))) as Mocks<Name>;
}
