import type { ProviderSettings, SendReportLike, SmsErrorLike, VerdictLike } from "../../src/index.ts";

export const apiKey = "canary-key-4711";

export type AcmeProvider = ReturnType<typeof acme>;

/** An error like those of @polysms/core, in a package that does not use it. */
export class AcmeError extends Error implements SmsErrorLike {
  readonly code: string;
  readonly mayHaveBeenSent: boolean;

  constructor(message: string, code: string, mayHaveBeenSent: boolean) {
    super(message);
    this.code = code;
    this.mayHaveBeenSent = mayHaveBeenSent;
    Object.defineProperty(this, Symbol.for("polysms.SmsError"), { value: true });
  }
}

const NEVER_CONNECTED = /"code":"(ECONNREFUSED|ENOTFOUND|EAI_AGAIN|DEPTH_ZERO_SELF_SIGNED_CERT)"/;

interface Handling {
  readonly longestAnswer?: number;
  readonly redact?: (words: string, text: string) => string;
}

/** A provider from outside this repository that does everything right. It answers per recipient, and rejects with 402. */
export function acme(
  { baseUrl, fetch = globalThis.fetch, timeoutMs }: ProviderSettings,
  { longestAnswer = 1_000_000, redact = redacted }: Handling = {},
) {
  const { protocol, hostname } = new URL(baseUrl);
  if (protocol !== "https:" && hostname !== "127.0.0.1") {
    throw new AcmeError("baseUrl must be https.", "config", false);
  }
  return {
    name: "acme",
    limits: { recipientsPerRequest: 10 },
    can: { balance: { get: async () => 1 } } as object,
    async send(
      { to, text }: { readonly to: readonly string[]; readonly text: string },
      call: { readonly signal?: AbortSignal; readonly timeoutMs?: number } = {},
    ): Promise<SendReportLike> {
      const all = (status: "rejected" | "unknown", code: string, words = "nothing") => ({
        verdicts: to.map(() => ({ status, error: new AcmeError(`${words} was said`, code, status === "unknown") })),
      });
      if (call.signal?.aborted) return all("rejected", "aborted");
      // Not AbortSignal.timeout and any, which may be collected as garbage before they fire.
      const controller = new AbortController();
      const { signal } = controller;
      const end = (why: string) => () => controller.abort(why);
      const timer = setTimeout(end("timeout"), call.timeoutMs ?? timeoutMs);
      call.signal?.addEventListener("abort", end("aborted"));
      const ended = new Promise<never>((_, reject) => {
        signal.addEventListener("abort", () => reject(signal.reason));
      });
      const exchange = async () => {
        const response = await fetch(
          new Request(`${baseUrl}/messages`, {
            method: "POST",
            headers: { "api-key": apiKey, "content-type": "application/json" },
            body: JSON.stringify({ to, text }),
            redirect: "manual",
            signal,
          }),
        );
        const answer: unknown = JSON.parse(await readText(response, longestAnswer));
        return { response, answer };
      };
      try {
        const { response, answer } = await Promise.race([exchange(), ended]);
        if (response.ok) return { verdicts: to.map((phone) => verdictFor(phone, answer)) };
        const said = fieldOf(answer, "error");
        const words = typeof said === "string" ? redact(said, text) : undefined;
        const rejected = response.status === 402 && words !== undefined;
        return rejected ? all("rejected", "insufficient-balance", words) : all("unknown", "provider-down", words);
      } catch (error) {
        if (signal.aborted) return all("unknown", signal.reason);
        if (error instanceof SyntaxError) return all("unknown", "unreadable-response");
        const { cause } = (error ?? {}) as { cause?: object };
        return all(NEVER_CONNECTED.test(JSON.stringify({ ...cause })) ? "rejected" : "unknown", "network");
      } finally {
        clearTimeout(timer);
      }
    },
  };
}

/** An answer that gives each recipient an id. */
export function acceptedBy(to: readonly string[]) {
  const ids = to.map((phone) => `id-${phone.slice(-4)}`);
  return { status: 201, body: { messages: to.map((phone, index) => ({ to: phone, id: ids[index] })) }, ids };
}

export const rejected = { status: 402, body: { error: "No credit" } };

function verdictFor(phone: string, answer: unknown): VerdictLike {
  const messages = fieldOf(answer, "messages");
  const found = Array.isArray(messages) ? messages.find((message) => fieldOf(message, "to") === phone) : undefined;
  const id = fieldOf(found, "id");
  if (typeof id === "string" && id !== "") return { status: "accepted", id };
  return { status: "unknown", error: new AcmeError("No id was given.", "unreadable-response", true) };
}

async function readText(response: Response, longest: number): Promise<string> {
  let text = "";
  for await (const chunk of response.body ?? []) {
    text += Buffer.from(chunk).toString("latin1");
    if (text.length > longest) throw new SyntaxError("The answer is too long.");
  }
  return text;
}

function redacted(words: string, text: string): string {
  return words
    .replaceAll(apiKey, "…")
    .replaceAll(text, "…")
    .replace(/\d[\d ]+/g, "…");
}

function fieldOf(value: unknown, name: string): unknown {
  return Object(value)[name];
}
