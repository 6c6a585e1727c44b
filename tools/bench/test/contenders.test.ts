import { describe, expect, it, vi } from "vitest";
import { contendersOf, OURS } from "../src/catalog.ts";
import { type Contender, message } from "../src/contender.ts";
import { stubFetch } from "../src/server/stub-fetch.ts";
import { sendFor } from "../src/workers/sending.ts";

const contenders = await contendersOf<Contender>(["send", "cold-start"], [OURS]);
// Nothing is built before a test, so a contender that would import its bundle imports the package.
const BUNDLED = "polysms";

describe("our own contenders", () => {
  it("have one baseline", () => {
    expect(contenders.filter(({ baseline }) => baseline)).toHaveLength(1);
    expect(contenders.filter(({ kind }) => kind === "ours").length).toBeGreaterThan(2);
    expect(contenders.every(({ speaksFetch }) => speaksFetch)).toBe(true);
  });

  it.each(contenders)("$name sends the whole message in one request, and again", async ({ answers, connect }) => {
    const bodies: string[] = [];
    const answer = stubFetch(answers);
    vi.stubGlobal("fetch", async (input: string | Request, init?: RequestInit) => {
      bodies.push(await new Request(input, init).clone().text());
      return answer(input, init);
    });
    const send = await connect("http://127.0.0.1:9", BUNDLED);
    let next = 0;
    const sample = await sendFor(send, { concurrency: 3, milliseconds: 1 }, () => next++);
    expect(sample.count).toBe(next);
    expect(bodies).toHaveLength(next);
    expect(next).toBeGreaterThanOrEqual(3);
    for (const body of bodies) expect(JSON.parse(body)).toEqual({ text: message.text, to: [message.to] });
    expect(sample.microsecondsPerSend).toBeGreaterThan(0);
  });

  it.each(contenders)("$name does not count a message that was rejected", async ({ answers, connect }) => {
    const rejected = Object.fromEntries(Object.keys(answers).map((key) => [key, { status: 400, body: {} }]));
    vi.stubGlobal("fetch", stubFetch(rejected));
    const send = await connect("http://127.0.0.1:9", BUNDLED);
    await expect(sendFor(send, { concurrency: 1, milliseconds: 1 }, () => 1)).rejects.toThrow();
  });
});
