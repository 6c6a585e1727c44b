/**
 * A `fetch` on which documented hosts lead to their mocks. It rejects for every other host, so that nothing leaves the
 * machine. `baseUrls` maps documented server URLs to loopback URLs.
 */
export function createMockFetch(baseUrls: Readonly<Record<string, string>>): typeof globalThis.fetch {
  // Read now: a test may replace the global `fetch` by this one later.
  const { fetch } = globalThis;
  const servers = Object.entries(baseUrls);
  return async (input, init) => {
    const request = new Request(input, init);
    const { origin } = new URL(request.url);
    if (servers.some(([, mockUrl]) => originOf(mockUrl) === origin)) return fetch(request);
    // The host is enough. If the path is wrong, the mock reports it.
    const onHost = servers.filter(([server]) => originOf(server) === origin);
    const [, mockUrl] = onHost.find(([server]) => request.url.startsWith(`${server}/`)) ?? onHost[0] ?? [];
    if (mockUrl === undefined) {
      throw new TypeError(`There is no mock of ${origin}; there are ${servers.map(([server]) => server).join(", ")}.`);
    }
    return fetch(new Request(originOf(mockUrl) + request.url.slice(origin.length), request));
  };
}

function originOf(url: string): string {
  return new URL(url).origin;
}
