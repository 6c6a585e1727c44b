import type { ProviderOptions, SendReportLike, VerdictLike } from "../../src/index.ts";
import { AcmeError, type AcmeProvider, acme, apiKey } from "./acme-provider.ts";

type Create = ProviderOptions["create"];
type Send = AcmeProvider["send"];
type Failure = "rejected" | "unknown";

/** The good provider with one thing changed. */
function changed(change: (good: AcmeProvider) => object): Create {
  return (settings) => {
    const good = acme(settings);
    return { ...good, ...change(good) };
  };
}

const sending = (change: (send: Send) => Send) => changed(({ send }) => ({ send: change(send) }));

const reporting = (change: (report: SendReportLike) => SendReportLike) =>
  sending((send) => async (message, call) => change(await send(message, call)));

/** Changes the verdicts that have one of the codes. */
const changing = (codes: readonly string[], change: (error: AcmeError) => VerdictLike, only?: Failure) =>
  reporting(({ verdicts }) => ({
    verdicts: verdicts.map((verdict) => {
      const fits =
        verdict.status !== "accepted" &&
        codes.includes(verdict.error.code) &&
        (only === undefined || only === verdict.status);
      return fits ? change(verdict.error as AcmeError) : verdict;
    }),
  }));

const verdict = (status: Failure, code: string, message = "changed"): VerdictLike => ({
  status,
  error: new AcmeError(message, code, status === "unknown"),
});

const reversed = ({ mayHaveBeenSent, code }: AcmeError) => verdict(mayHaveBeenSent ? "rejected" : "unknown", code);

const believed = (): VerdictLike => ({ status: "accepted", id: "1" });

const firstError = ({ verdicts: [first] }: SendReportLike) =>
  first === undefined || first.status === "accepted" ? undefined : first.error;

const ALL_CODES = ["insufficient-balance", "provider-down", "network", "timeout", "unreadable-response", "aborted"];

/** Providers with one flaw each in how they handle an exchange. */
export const flawedProviders = {
  throwing: sending((send) => async (message, call) => {
    const report = await send(message, call);
    if (firstError(report)?.code === "timeout") throw firstError(report);
    return report;
  }),
  retrying: sending((send) => async (message, call) => {
    const report = await send(message, call);
    const error = firstError(report);
    return error?.code === "network" && error.mayHaveBeenSent ? send(message, call) : report;
  }),
  "following redirects": (settings) =>
    acme({ ...settings, fetch: settings.fetch ?? ((request) => fetch(new Request(request, { redirect: "follow" }))) }),
  "believing what it cannot read": changing(["unreadable-response"], believed),
  "believing an error status": changing(["provider-down"], believed),
  "rejecting for an error status": changing(["provider-down"], reversed),
  "doubting a success": reporting(({ verdicts }) => ({
    verdicts: verdicts.map((each) =>
      each.status === "accepted" ? verdict("unknown", "unreadable-response", "no id") : each,
    ),
  })),
  "doubting a rejection": changing(["insufficient-balance"], reversed),
  "doubting a closed port": changing(["network"], reversed, "rejected"),
  "taking a reset for proof": changing(["network"], reversed, "unknown"),
  "taking an abort for proof": changing(["aborted"], reversed, "unknown"),
  "sending in spite of an abort": (settings) => {
    const good = acme(settings);
    return {
      ...good,
      async send(message, call) {
        if (call?.signal?.aborted) await fetch(settings.baseUrl, { signal: AbortSignal.timeout(50) }).catch(() => {});
        return good.send(message, call);
      },
    };
  },
  "ignoring the timeout of a call": sending(
    (send) =>
      (message, { signal } = {}) =>
        send(message, signal && { signal }),
  ),
  "ignoring its own timeout": (settings) => acme({ ...settings, timeoutMs: 60_000 }),
  reordering: reporting(({ verdicts }) => ({ verdicts: verdicts.toReversed() })),
  "answering for one": reporting(({ verdicts }) => ({ verdicts: verdicts.slice(0, 1) })),
  "showing its key": changing(ALL_CODES, ({ mayHaveBeenSent, code }) =>
    verdict(mayHaveBeenSent ? "unknown" : "rejected", code, `rejected ${apiKey}`),
  ),
  "repeating the words of an answer": (settings) => acme(settings, { redact: (words) => words }),
  "reading without end": (settings) => acme(settings, { longestAnswer: Number.POSITIVE_INFINITY }),
} satisfies Readonly<Record<string, Create>>;

/** Providers with a flaw that shows before anything is sent. */
export const misshapenProviders = {
  "printing its key": changed(() => ({ options: { apiKey } })),
  "allowing http": (settings) => {
    const { hostname } = new URL(settings.baseUrl);
    return acme({ ...settings, baseUrl: hostname === "127.0.0.1" ? settings.baseUrl : `https://${hostname}` });
  },
  "showing its key when it is not created": (settings) => {
    try {
      return acme(settings);
    } catch {
      throw new AcmeError(`not with ${apiKey}`, "config", false);
    }
  },
  "of another name": changed(() => ({ name: "acme-sms" })),
  "with half a limit": changed(() => ({ limits: { recipientsPerRequest: 2.5 } })),
  "with an empty capability": changed(() => ({ can: { otp: { digits: 6 } } })),
  "with a capability that is not there": changed(() => ({ can: { otp: undefined } })),
} satisfies Readonly<Record<string, Create>>;
