/**
 * A `fetch` on which documented hosts are their stand-ins. Rejects for every other host, so that nothing leaves the
 * machine. `standIns` leads from documented server URLs to those on loopback.
 */
export function fetchOver(standIns: Readonly<Record<string, string>>): typeof globalThis.fetch {
  // The one that is there now: this one may be put in its place.
  const { fetch } = globalThis;
  const servers = Object.entries(standIns);
  return async (input, init) => {
    const request = new Request(input, init);
    const { origin } = new URL(request.url);
    if (servers.some(([, standIn]) => originOf(standIn) === origin)) return fetch(request);
    // What is wrong with a path is for the mock to say, so the host is enough.
    const onHost = servers.filter(([server]) => originOf(server) === origin);
    const [, standIn] = onHost.find(([server]) => request.url.startsWith(`${server}/`)) ?? onHost[0] ?? [];
    if (standIn === undefined) {
      throw new TypeError(`There is no mock of ${origin}; there are ${servers.map(([server]) => server).join(", ")}.`);
    }
    return fetch(new Request(originOf(standIn) + request.url.slice(origin.length), request));
  };
}

function originOf(url: string): string {
  return new URL(url).origin;
}
