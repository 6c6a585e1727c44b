import type { E164 } from "@polysms/core";
import { describe, expect, it } from "vitest";
import { createSms } from "../../src/index.ts";
import { collect } from "../collect.ts";
import { stub } from "../stub-provider.ts";

const phone = (index: number) => `+2547${10_000_000 + index}` as E164;

async function* messages(count: number, read: (index: number) => void = () => {}) {
  for (let index = 0; index < count; index++) {
    read(index);
    yield { to: phone(index), text: "Hello" };
  }
}

describe("stream", () => {
  it("yields one outcome per row, for a list and for a generator", async () => {
    const sms = createSms({ providers: [stub("one")] });
    const rows = Array.from({ length: 5 }, (_, index) => ({ to: phone(index), text: "Hello" }));
    for (const source of [rows, messages(5)]) {
      const outcomes = await collect(sms.stream(source));
      expect(outcomes.map(({ to }) => to).sort()).toEqual(rows.map(({ to }) => to));
      expect(outcomes.every(({ status }) => status === "accepted")).toBe(true);
    }
  });

  it("rejects a row with bad input and continues with the others", async () => {
    const sms = createSms({ providers: [stub("one")] });
    const rows = [
      { to: "0712", text: "x" },
      { to: phone(1), text: "" },
      { to: [phone(2)], text: "x" },
      undefined,
      { to: phone(3), text: "x" },
    ];
    const outcomes = await collect(sms.stream(rows as never));
    expect(outcomes.map((outcome) => ("error" in outcome ? outcome.error.field : outcome.status)).sort()).toEqual([
      "accepted",
      "message",
      "text",
      "to",
      "to",
    ]);
  });

  it("runs as many sends at once as the concurrency allows, and no more", async () => {
    let running = 0;
    let most = 0;
    const one = stub("one", [
      async (message) => {
        most = Math.max(most, ++running);
        await new Promise((resolve) => setImmediate(resolve));
        running -= 1;
        return { verdicts: message.to.map(() => ({ status: "accepted", id: "x" })) };
      },
    ]);
    await collect(createSms({ providers: [one] }).stream(messages(200), { concurrency: 7 }));
    expect(most).toBe(7);
    expect(one.requests).toHaveLength(200);
  });

  it("reads no further ahead than the concurrency when the consumer is slow", async () => {
    let read = 0;
    const rows = messages(1000, () => {
      read += 1;
    });
    let taken = 0;
    for await (const _ of createSms({ providers: [stub("one")] }).stream(rows, { concurrency: 4 })) {
      taken += 1;
      await new Promise((resolve) => setImmediate(resolve));
      expect(read - taken).toBeLessThanOrEqual(4);
      if (taken === 50) break;
    }
    expect(read).toBeLessThanOrEqual(54);
  });

  it("closes its source and waits for what is in flight when the consumer stops", async () => {
    let closed = false;
    async function* rows() {
      try {
        yield* messages(100);
      } finally {
        closed = true;
      }
    }
    const one = stub("one");
    for await (const _ of createSms({ providers: [one] }).stream(rows(), { concurrency: 3 })) break;
    expect(closed).toBe(true);
    const sent = one.requests.length;
    await new Promise((resolve) => setImmediate(resolve));
    expect(one.requests).toHaveLength(sent);
    expect(sent).toBeLessThanOrEqual(4);
  });

  it("throws the error of its source", async () => {
    async function* rows() {
      yield* messages(3);
      throw new Error("the file ended early");
    }
    await expect(collect(createSms({ providers: [stub("one")] }).stream(rows()))).rejects.toThrow(
      "the file ended early",
    );
  });

  it("yields the outcomes of started sends before it throws the error of its source", async () => {
    const one = stub("one");
    async function* rows() {
      yield* messages(5);
      throw new Error("the file ended early");
    }
    const seen: string[] = [];
    const reading = (async () => {
      for await (const { status } of createSms({ providers: [one] }).stream(rows())) seen.push(status);
    })();
    await expect(reading).rejects.toThrow("the file ended early");
    expect([one.requests.length, seen]).toEqual([5, Array(5).fill("accepted")]);
  });

  it("reads no more after an abort, yields the outcomes of started sends and throws that the rest was not sent", async () => {
    const one = stub("one");
    let read = 0;
    function* endless() {
      for (;;) {
        read += 1;
        yield { to: "+254712345678", text: "Hello" } as const;
      }
    }
    const stop = new AbortController();
    const seen: string[] = [];
    const reading = (async () => {
      const options = { concurrency: 2, signal: stop.signal };
      for await (const { status } of createSms({ providers: [one] }).stream(endless(), options)) {
        seen.push(status);
        if (seen.length === 3) stop.abort();
      }
    })();
    await expect(reading).rejects.toMatchObject({ code: "aborted", mayHaveBeenSent: false });
    expect(seen.length).toBeLessThanOrEqual(5);
    expect(read).toBeLessThanOrEqual(seen.length + 1);
    expect(seen.filter((status) => status === "accepted")).toHaveLength(one.requests.length);
    const aborted = createSms({ providers: [one] }).stream(endless(), { signal: AbortSignal.abort() });
    await expect(collect(aborted)).rejects.toMatchObject({ code: "aborted" });
  });

  it.each([
    ["a misspelt option", { concurency: 4 }, "concurency"],
    ["a controller instead of its signal", { signal: new AbortController() }, "signal"],
    ["a timeout of 0", { timeoutMs: 0 }, "timeoutMs"],
    ["an unknown value of onUnknown", { onUnknown: "retry" }, "onUnknown"],
  ])("throws for bad options and reads no row: %s", async (_, options, field) => {
    const rows = messages(3);
    const stream = () => createSms({ providers: [stub("one")] }).stream(rows, options as never);
    expect(stream).toThrow(expect.objectContaining({ code: "bad-request", field }));
    // No row was read.
    expect((await rows.next()).value).toMatchObject({ text: "Hello" });
  });

  it.each([0, 1.5, Number.NaN])("throws for a concurrency of %s", (concurrency) => {
    expect(() => createSms({ providers: [stub("one")] }).stream([], { concurrency })).toThrow(/concurrency must be/);
  });
});
