import { inspect } from "node:util";
import { afterEach, beforeEach } from "vitest";
// By path, so that a package that does not depend on the test kit can be tested with this file too.
import { assertNoSecrets } from "../../packages/testing/src/assertions/no-secrets.ts";

// Every test of every package is also a test that nothing shows a secret. Whatever requests carried while it ran is searched
// for in every error that was made in that time, and in everything that says how it is printed (outcomes, reports, tickets).

const BRANDS = [Symbol.for("polysms.SmsError"), Symbol.for("nodejs.util.inspect.custom")];
const CREDENTIAL = /auth|key|token|secret|password|username/i;
const TEXT = /^(message|text|content)$/;
/** Shorter values may be words of our own messages. */
const SHORTEST = 6;
/** A few tests damage thousands of answers; of each test this many values are searched. */
const MOST_VALUES = 500;
/** Messages show this number as an example. */
const EXAMPLE = /(like|such as) \+254712345678/g;

let secrets = new Set<string>();
let printable: object[] = [];

const { defineProperty } = Object;
Object.defineProperty = <Value>(target: Value, key: PropertyKey, descriptor: PropertyDescriptor): Value => {
  if (typeof key === "symbol" && BRANDS.includes(key) && printable.length < MOST_VALUES)
    printable.push(target as object);
  return defineProperty(target, key, descriptor);
};

globalThis.Request = new Proxy(globalThis.Request, {
  construct(target, [input, init]: [RequestInfo, RequestInit?]) {
    new Headers(init?.headers).forEach((value, name) => {
      if (CREDENTIAL.test(name)) note(value.replace(/^\w+ /, ""));
    });
    for (const [name, value] of fieldsOf(init?.body)) {
      const tail = value.split(".").at(-1) ?? "";
      if (CREDENTIAL.test(name) || TEXT.test(name)) note(value);
      else if (name === "callback_url" && tail.length > 40) note(tail);
      for (const number of value.match(/\d{9,15}/g) ?? []) note(number);
    }
    return new target(input, init);
  },
});

beforeEach(() => {
  secrets = new Set();
  printable = [];
});

afterEach(() => {
  for (const value of printable) {
    // An error of another class is the test's own, and may leak to see whether that is found.
    if (value instanceof Error && value.constructor.name !== "SmsError") continue;
    const shown = formsOf(value).replace(EXAMPLE, "");
    assertNoSecrets(shown, [...secrets], `${value.constructor.name}, after what requests carried in this test,`);
  }
});

function note(secret: string): void {
  if (secret.length >= SHORTEST) secrets.add(secret);
}

/** What a log shows. The JSON of an outcome has its number on purpose, so only the JSON of an error is part of it. */
function formsOf(value: object): string {
  if (!(value instanceof Error)) return inspect(value, { depth: null });
  return [String(value), value.stack, JSON.stringify(value), inspect(value, { depth: null })].join("\n");
}

function fieldsOf(body: RequestInit["body"]): readonly (readonly [string, string])[] {
  if (body instanceof URLSearchParams) return [...body];
  if (body instanceof FormData) {
    return [...body].flatMap(([name, value]) => (typeof value === "string" ? [[name, value]] : []));
  }
  if (typeof body !== "string") return [];
  try {
    return leavesOf("", JSON.parse(body));
  } catch {
    return [...new URLSearchParams(body)];
  }
}

function leavesOf(name: string, value: unknown): readonly (readonly [string, string])[] {
  if (typeof value !== "object" || value === null) return [[name, String(value)]];
  return Object.entries(value).flatMap(([key, each]) => leavesOf(Array.isArray(value) ? name : key, each));
}
