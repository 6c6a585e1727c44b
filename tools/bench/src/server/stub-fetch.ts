import type { Answers } from "../contender.ts";
import { answering } from "./answering.ts";

/**
 * A `fetch` without a network: it reads its input as cheaply as possible and answers at once, so that only the work of the
 * caller is left.
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
