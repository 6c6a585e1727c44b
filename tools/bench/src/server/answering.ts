import type { Answers } from "./contender.ts";

/** An answer as it is written. */
export interface Written {
  readonly status: number;
  readonly body: string;
}

/** What a server that takes everybody's messages answers to a request. A message that is not whole is refused. */
export function answering(answers: Answers, mustContain: readonly string[]) {
  const written = new Map(
    Object.entries(answers).map(([key, { status, body }]) => [key, { status, body: JSON.stringify(body) }]),
  );
  return (method: string, path: string, body: string): Written => {
    const answer = written.get(`${method} ${path.split("?")[0]}`);
    if (answer === undefined) return refusal(404, `Nothing is known of ${method} ${path}.`);
    return mustContain.every((part) => body.includes(part)) ? answer : refusal(422, "The message is not whole.");
  };
}

function refusal(status: number, message: string): Written {
  return { status, body: JSON.stringify({ message }) };
}
