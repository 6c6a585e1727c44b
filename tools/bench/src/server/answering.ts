import type { Answers } from "../contender.ts";

/** An answer as it is sent. */
interface ServerAnswer {
  readonly status: number;
  readonly body: string;
}

/** The answers of a server that takes the messages of all contenders. It rejects a message that is not whole. */
export function answering(answers: Answers, mustContain: readonly string[]) {
  const written = new Map(
    Object.entries(answers).map(([key, { status, body }]) => [key, { status, body: JSON.stringify(body) }]),
  );
  return (method: string, path: string, body: string): ServerAnswer => {
    const answer = written.get(`${method} ${path.split("?")[0]}`);
    if (answer === undefined) return rejection(404, `There is no ${method} ${path}.`);
    return mustContain.every((part) => body.includes(part)) ? answer : rejection(422, "The message is not whole.");
  };
}

function rejection(status: number, message: string): ServerAnswer {
  return { status, body: JSON.stringify({ message }) };
}
