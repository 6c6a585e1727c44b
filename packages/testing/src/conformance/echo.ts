import type { TestFunctions } from "../test-functions.ts";
import { type ConformanceContext, sendForAnswer, sendForStatus, TEXT } from "./context.ts";

const STATUSES = [200, 400, 401, 404, 429, 500] as const;

/**
 * Answers that repeat what was sent, in every place where a provider may write something. The senders check the errors.
 */
export function testEchoes(context: ConformanceContext, { it }: TestFunctions): void {
  const { options, phones } = context;
  const { accepted, rejected, secrets } = options;
  const to = phones(Math.min(2, context.create({}).limits.recipientsPerRequest));
  const numbers = to.flatMap((phone) => [phone, phone.slice(1), phone.slice(1).replace(/(\d{3})(?=\d)/g, "$1 ")]);
  const words = [...secrets, TEXT, ...numbers].join(" | ");
  // A number may also come back instead of a code.
  const echoes = [words, ...to.slice(-1).flatMap((phone) => [phone.slice(1), Number(phone)])];

  it("shows nothing of what was sent when a documented answer repeats it", async () => {
    for (const answer of rejected === undefined ? [accepted(to)] : [accepted(to), rejected]) {
      for (const body of echoes.flatMap((echo) => echoesIn(answer.body, echo))) {
        for (const status of [answer.status, ...STATUSES])
          await sendForStatus(context, to, status, JSON.stringify(body));
      }
    }
  });

  it("shows nothing of what was sent when another answer repeats it", async () => {
    for (const body of echoes.flatMap(commonFailures)) {
      for (const status of STATUSES) await sendForStatus(context, to, status, JSON.stringify(body));
    }
    for (const status of STATUSES) {
      await sendForAnswer(context, to, () => new Response(`<h1>${words}</h1>`, { status, statusText: "Echo" }));
    }
    const location = `https://sms.example.com/${encodeURIComponent(words)}`;
    await sendForAnswer(context, to, () => new Response(words, { status: 302, headers: { location } }));
  });
}

type Echo = string | number;

interface Variant {
  readonly numbers: boolean;
  readonly flip: boolean;
  readonly empty: boolean;
}

/**
 * The answer with every string replaced: with and without its numbers, with its flags inverted, with its lists empty.
 */
function echoesIn(body: unknown, echo: Echo): unknown[] {
  const either = [false, true];
  return either.flatMap((numbers) =>
    either.flatMap((flip) => either.map((empty) => replaceIn(body, echo, { numbers, flip, empty }))),
  );
}

function replaceIn(value: unknown, echo: Echo, variant: Variant): unknown {
  if (typeof value === "boolean") return variant.flip ? !value : value;
  if (typeof value === "number") return variant.numbers ? echo : value;
  // Null marks the place where a provider would say what went wrong.
  if (typeof value === "string" || value === null) return echo;
  if (Array.isArray(value)) return variant.empty ? [] : value.map((item) => replaceIn(item, echo, variant));
  return Object.fromEntries(
    Object.entries(value as object).map(([key, part]) => [key, replaceIn(part, echo, variant)]),
  );
}

/** The common forms of a failure. */
function commonFailures(echo: Echo): unknown[] {
  const names = ["message", "error", "status", "code", "description", "errorDescription", "detail", "reason"];
  return [
    echo,
    [echo],
    Object.fromEntries(names.map((name) => [name, echo])),
    { error: { code: echo, message: echo } },
    { errors: [echo, { message: echo }] },
    ...names.map((name) => ({ [name]: echo })),
  ];
}
