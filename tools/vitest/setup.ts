import { Socket } from "node:net";
import { afterEach, beforeEach, expect, vi } from "vitest";

// Nothing that a test runs may leave this machine: every TCP connection stays on loopback. `.invalid` never resolves
// (RFC 2606), so it is allowed for tests of failed look-ups.
const loopback = /^(localhost|127(\.\d+){3}|::1|\[::1\])$|\.invalid$/;
const connect = Socket.prototype.connect;
Socket.prototype.connect = function (this: Socket, ...args: unknown[]) {
  const options = (Array.isArray(args[0]) ? args[0][0] : args[0]) as { host?: string; path?: string } | number;
  const host = typeof options === "object" ? options.host : typeof args[1] === "string" ? args[1] : undefined;
  if (host !== undefined && !loopback.test(host))
    throw new Error(`A test tried to connect to ${host}; use a server on loopback or a fetch of your own.`);
  return Reflect.apply(connect, this, args) as Socket;
} as typeof connect;

// Console output is a defect: it is noise for users, and secrets leak there.
const spies = (["log", "info", "warn", "error", "debug"] as const).map((method) => ({
  method,
  spy: () => vi.spyOn(console, method),
}));
let active: { method: string; spy: ReturnType<(typeof spies)[number]["spy"]> }[] = [];

beforeEach(() => {
  active = spies.map(({ method, spy }) => ({ method, spy: spy() }));
});

afterEach(() => {
  for (const { method, spy } of active) {
    const calls = [...spy.mock.calls];
    spy.mockRestore();
    expect(calls, `console.${method} was called`).toEqual([]);
  }
});
