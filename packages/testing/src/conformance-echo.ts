import { type Conformance, sendTo, sendToStatus, TEXT } from "./conformance-context.ts";
import type { TestFunctions } from "./contract.ts";

const STATUSES = [200, 400, 401, 403, 404, 429, 500] as const;

/** Answers that repeat what was sent, wherever a provider may write something. That nothing is shown, `sendTo` sees to. */
export function testEchoes(context: Conformance, { it }: TestFunctions): void {
  const { options, phones } = context;
  const { accepted, refused, secrets } = options;
  const to = phones(Math.min(2, context.create({}).limits.recipientsPerRequest));
  const numbers = to.flatMap((phone) => [phone, phone.slice(1), phone.slice(1).replace(/(\d{3})(?=\d)/g, "$1 ")]);
  const words = [...secrets, TEXT, ...numbers].join(" | ");

  it("shows nothing of what was sent when a documented answer repeats it", async () => {
    for (const answer of refused === undefined ? [accepted(to)] : [accepted(to), refused]) {
      for (const body of echoesIn(answer.body, words)) {
        for (const status of [answer.status, ...STATUSES])
          await sendToStatus(context, to, status, JSON.stringify(body));
      }
    }
  });

  it("shows nothing of what was sent when another answer repeats it", async () => {
    for (const body of strangers(words)) {
      for (const status of STATUSES) await sendToStatus(context, to, status, JSON.stringify(body));
    }
    for (const status of STATUSES) {
      await sendTo(context, to, () => new Response(`<h1>${words}</h1>`, { status, statusText: "Echo" }));
    }
    const location = `https://sms.example.com/${encodeURIComponent(words)}`;
    await sendTo(context, to, () => new Response(words, { status: 302, headers: { location } }));
  });
}

/** The answer with every text replaced, with and without its numbers, its flags turned over and its lists empty. */
function* echoesIn(body: unknown, words: string): Generator<unknown> {
  for (const numbers of [false, true]) {
    for (const flip of [false, true]) {
      for (const empty of [false, true]) yield echo(body, words, { numbers, flip, empty });
    }
  }
}

function echo(value: unknown, words: string, how: { numbers: boolean; flip: boolean; empty: boolean }): unknown {
  if (typeof value === "boolean") return how.flip ? !value : value;
  if (typeof value === "number") return how.numbers ? words : value;
  // Null is where a provider says what went wrong, if anything did.
  if (typeof value === "string" || value === null) return words;
  if (Array.isArray(value)) return how.empty ? [] : value.map((item) => echo(item, words, how));
  return Object.fromEntries(Object.entries(value as object).map(([key, part]) => [key, echo(part, words, how)]));
}

/** The usual forms of a failure. */
function strangers(words: string): unknown[] {
  const names = ["message", "error", "status", "code", "description", "errorDescription", "detail", "reason"];
  return [
    words,
    [words],
    Object.fromEntries(names.map((name) => [name, words])),
    { error: { code: words, message: words } },
    { errors: [words, { message: words }] },
    ...names.map((name) => ({ [name]: words })),
  ];
}
