import type { DocumentedAnswer, ProviderLike, ProviderSettings, RequestLine } from "../../src/index.ts";
import { AcmeError, acme } from "./acme-provider.ts";

export const token = "canary-token-77b0";

/** The answer to the token call. */
export function tokenAnswer({ path }: RequestLine): DocumentedAnswer | undefined {
  return path === "/token" ? { status: 200, body: { token } } : undefined;
}

/** The good provider behind a token. After one of the statuses it renews the token and sends again. */
export function acmeWithToken(settings: ProviderSettings, renewedAfter: readonly number[] = [401]): ProviderLike {
  const { baseUrl, fetch = globalThis.fetch, timeoutMs } = settings;
  let status = 0;
  const good = acme({
    ...settings,
    async fetch(request) {
      const response = await fetch(request);
      status = response.status;
      return response;
    },
  });
  const fetchToken = async () => {
    const signal = AbortSignal.timeout(timeoutMs);
    const response = await fetch(new Request(`${baseUrl}/token`, { redirect: "manual", signal }));
    await response.json();
  };
  return {
    ...good,
    async send(message, call) {
      if (call?.signal?.aborted) return good.send(message, call);
      try {
        await fetchToken();
      } catch {
        const error = new AcmeError("No token was given.", "network", false);
        return { verdicts: message.to.map(() => ({ status: "rejected", error })) };
      }
      const report = await good.send(message, call);
      const [first] = report.verdicts;
      const readable = first?.status === "unknown" && first.error.code === "provider-down";
      return readable && renewedAfter.includes(status) ? good.send(message, call) : report;
    },
  };
}
