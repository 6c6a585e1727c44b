import type { TestFunctions } from "../contract/contract.ts";
import { type Conformance, sendTo, sendToStatus, TEXT } from "./context.ts";

const STATUSES = [200, 400, 401, 404, 429, 500] as const;

/** Answers that repeat what was sent, wherever a provider may write something. That nothing is shown, `sendTo` sees to. */
export function testEchoes(context: Conformance, { it }: TestFunctions): void {
  const { options, phones } = context;
  const { accepted, rejected: refused, secrets } = options;
  const to = phones(Math.min(2, context.create({}).limits.recipientsPerRequest));
  const numbers = to.flatMap((phone) => [phone, phone.slice(1), phone.slice(1).replace(/(\d{3})(?=\d)/g, "$1 ")]);
  const words = [...secrets, TEXT, ...numbers].join(" | ");
  // A number may also come back where a code is expected.
  const echoes = [words, ...to.slice(-1).flatMap((phone) => [phone.slice(1), Number(phone)])];

  it("shows nothing of what was sent when a documented answer repeats it", async () => {
    for (const answer of refused === undefined ? [accepted(to)] : [accepted(to), refused]) {
      for (const body of echoes.flatMap((echo) => echoesIn(answer.body, echo))) {
        for (const status of [answer.status, ...STATUSES])
          await sendToStatus(context, to, status, JSON.stringify(body));
      }
    }
  });

  it("shows nothing of what was sent when another answer repeats it", async () => {
    for (const body of echoes.flatMap(strangers)) {
      for (const status of STATUSES) await sendToStatus(context, to, status, JSON.stringify(body));
    }
    for (const status of STATUSES) {
      await sendTo(context, to, () => new Response(`<h1>${words}</h1>`, { status, statusText: "Echo" }));
    }
    const location = `https://sms.example.com/${encodeURIComponent(words)}`;
    await sendTo(context, to, () => new Response(words, { status: 302, headers: { location } }));
  });
}

type Said = string | number;

/** The answer with every text replaced, with and without its numbers, its flags turned over and its lists empty. */
function echoesIn(body: unknown, said: Said): unknown[] {
  const either = [false, true];
  return either.flatMap((numbers) =>
    either.flatMap((flip) => either.map((empty) => repeat(body, said, { numbers, flip, empty }))),
  );
}

function repeat(value: unknown, said: Said, how: { numbers: boolean; flip: boolean; empty: boolean }): unknown {
  if (typeof value === "boolean") return how.flip ? !value : value;
  if (typeof value === "number") return how.numbers ? said : value;
  // Null is where a provider says what went wrong, if anything did.
  if (typeof value === "string" || value === null) return said;
  if (Array.isArray(value)) return how.empty ? [] : value.map((item) => repeat(item, said, how));
  return Object.fromEntries(Object.entries(value as object).map(([key, part]) => [key, repeat(part, said, how)]));
}

/** The usual forms of a failure. */
function strangers(said: Said): unknown[] {
  const names = ["message", "error", "status", "code", "description", "errorDescription", "detail", "reason"];
  return [
    said,
    [said],
    Object.fromEntries(names.map((name) => [name, said])),
    { error: { code: said, message: said } },
    { errors: [said, { message: said }] },
    ...names.map((name) => ({ [name]: said })),
  ];
}
