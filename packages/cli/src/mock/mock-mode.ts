import { Socket } from "node:net";
import type { Mock, MockOptions } from "@polysms/testing";
import { environmentProviders } from "../providers/from-environment.ts";
import { hostsOf, specOf } from "../providers/spec-file.ts";
import { count } from "../terminal/table.ts";
import type { Terminal } from "../terminal/terminal.ts";
import { answerForRecipients } from "./answer-for-recipients.ts";

const LOOPBACK = /^(localhost|127(\.\d+){3}|::1|\[::1\])$/;

/**
 * Redirects every request of this process to a mock of its provider, including those of a configuration file, and blocks
 * connections that would leave this machine. A mock starts with the first request to it. Returns a function that ends
 * mock mode and prints what each mock received.
 */
export function startMockMode(terminal: Terminal): () => Promise<void> {
  const { fetch: realFetch } = globalThis;
  const realConnect = Socket.prototype.connect;
  const mocks = new Map<string, Promise<Mock>>();
  let providers: Promise<ReadonlyMap<string, string>> | undefined;

  globalThis.fetch = async (input, init) => {
    const request = new Request(input, init);
    const url = new URL(request.url);
    if (LOOPBACK.test(url.hostname)) return realFetch(request);
    providers ??= providersByOrigin();
    const name = (await providers).get(url.origin);
    if (name === undefined) throw new Error(`--mock: there is no mock for ${url.origin}.`);
    const started = mocks.get(name) ?? startMockOf(name);
    mocks.set(name, started);
    const answer = await (await started).fetch(request.clone());
    return answerForRecipients(request, answer);
  };
  Socket.prototype.connect = function (this: Socket, ...args: unknown[]) {
    const options = (Array.isArray(args[0]) ? args[0][0] : args[0]) as { readonly host?: string } | number;
    const host = typeof options === "object" ? options.host : typeof args[1] === "string" ? args[1] : undefined;
    if (host !== undefined && !LOOPBACK.test(host)) throw new Error("--mock: connections may not leave this machine.");
    return Reflect.apply(realConnect, this, args) as Socket;
  } as typeof realConnect;

  return async () => {
    globalThis.fetch = realFetch;
    Socket.prototype.connect = realConnect;
    for (const [name, started] of mocks) {
      const mock = await started.catch(() => undefined);
      if (mock === undefined) continue;
      terminal.err(`mock ${name}: ${summaryOf(mock)}\n`);
      await mock.close();
    }
  };
}

/** Starts the mock of one provider from the OpenAPI document in its package. */
export async function startMockOf(name: string, options: MockOptions = {}): Promise<Mock> {
  const { startMock } = await import("@polysms/testing");
  return startMock(specOf(name) ?? name, options);
}

function summaryOf({ exchanges, violations }: Mock): string {
  const requests = count(exchanges.length, "request");
  if (violations.length === 0) return `${requests}, all as documented; nothing was sent for real`;
  return `${requests}; ${violations.map(({ field, message }) => `${field}: ${message}`).join("; ")}`;
}

async function providersByOrigin(): Promise<ReadonlyMap<string, string>> {
  const names = environmentProviders({}).map(({ name }) => name);
  const pairs = await Promise.all(
    names.map(async (name) => (await hostsOf(name)).map((url) => [new URL(url).origin, name] as const)),
  );
  return new Map(pairs.flat());
}
