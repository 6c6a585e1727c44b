import { probe } from "./probe.js";

/** Fetches the task from the test, runs it, and sends the test the result. */
export async function report(control) {
  const task = await (await fetch(`${control}/task`)).json();
  const result = await probe(task).then(
    (value) => ({ value }),
    (error) => ({ failure: String(error?.stack ?? error) }),
  );
  await fetch(`${control}/result`, { method: "POST", body: JSON.stringify(result) });
}
