import { answering } from "./answering.ts";
import type { Answers } from "./contender.ts";

/**
 * A `fetch` without a network: it reads what it is given as cheaply as can be and answers at once, so that what is left
 * is the work of the caller.
 */
export function stubFetch(answers: Answers): typeof fetch {
  const answer = answering(answers, []);
  return async (input, init) => {
    const [method, address] =
      input instanceof Request ? [input.method, input.url] : [init?.method ?? "GET", String(input)];
    const { status, body } = answer(method, new URL(address).pathname, "");
    return new Response(body, { status, headers: { "content-type": "application/json" } });
  };
}
