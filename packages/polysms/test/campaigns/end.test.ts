import { describe, expect, it } from "vitest";
import { createSms, type IdempotencyStore, memoryIdempotencyStore, roundRobin } from "../../src/index.ts";
import { createLedger } from "./ledger.ts";
import { csv, desk, everything, ivorian, taken } from "./setup.ts";

const text = "Dear {name}, you owe {balance}.";
const header = "msisdn,name,balance";
const lines = (numbers: readonly string[]) => numbers.map((to, index) => `${to},name ${index},${index}`);
const file = (numbers: readonly string[]) => csv(header, ...lines(numbers));

describe("rule 11, campaigns: a launch that ends early", () => {
  it("yields what is in flight after an abort, then says that the rest was not sent", async () => {
    const controller = new AbortController();
    const { campaigns, sent } = desk({
      send: async ({ to }) => {
        if (sent.length === 3) controller.abort();
        return taken(to);
      },
    });
    const plan = await campaigns.plan({ file: file(ivorian(20)), text });
    const { rows, error } = await everything(campaigns.launch(plan, { concurrency: 1, signal: controller.signal }));
    expect(rows).toHaveLength(sent.length);
    expect(sent.length).toBeLessThan(6);
    expect(error).toMatchObject({ code: "aborted", mayHaveBeenSent: false });
  });

  it("begins no further row after a stop, and lets those in flight keep their outcomes", async () => {
    const stop = new AbortController();
    let answer = () => {};
    const answered = new Promise<void>((resolve) => {
      answer = resolve;
    });
    const { campaigns, sent } = desk({
      async send({ to }, call) {
        if (sent.length === 4) {
          stop.abort();
          setImmediate(answer);
        }
        await answered;
        return { ...taken(to), status: call.signal?.aborted === true ? "unknown" : "accepted" } as never;
      },
    });
    const launch = campaigns.launch({ file: file(ivorian(20)), text }, { concurrency: 4, stop: stop.signal });
    const { rows, error } = await everything(launch);
    expect(rows.map(({ outcome }) => outcome.status)).toEqual(Array(sent.length).fill("accepted"));
    expect(sent.length).toBeLessThan(9);
    expect(error).toMatchObject({ code: "aborted", mayHaveBeenSent: false });
    expect(() => campaigns.launch({ file: file(ivorian(1)), text }, { stop } as never)).toThrow(
      /^stop must be an Abort/,
    );
  });

  it("does not speak of an abort when everything was sent before", async () => {
    const controller = new AbortController();
    const { campaigns, sent } = desk({
      send: async ({ to }) => {
        if (sent.length === 2) controller.abort();
        return taken(to);
      },
    });
    const launch = campaigns.launch({ file: file(ivorian(2)), text }, { signal: controller.signal });
    const { rows, error } = await everything(launch);
    expect([rows.length, error]).toEqual([2, undefined]);
  });

  it("yields the outcomes of all that was sent when the file breaks off, then throws", async () => {
    let opened = 0;
    const open = async function* () {
      opened += 1;
      yield `${header}\n${lines(ivorian(2)).join("\n")}\n`;
      if (opened === 3) throw new Error("gone");
      yield `${lines(ivorian(1, 2)).join("\n")}\n`;
    };
    const { campaigns, sent } = desk();
    const { rows, error } = await everything(campaigns.launch({ file: open, text }));
    expect([rows.length, sent.length]).toEqual([2, 2]);
    expect(error).toMatchObject({ field: "file", mayHaveBeenSent: false });
  });

  it.each<[string, (key: string) => boolean, readonly number[]]>([
    ["the first file", (key) => key === "k.file.a", []],
    ["another file", (key) => key === "k.file.b", [2, 4]],
    ["a message", (key) => /^k\.[\w-]{22}$/.test(key), [2, 3, 4]],
  ])("yields the outcomes of what was sent when the store fails for %s, then throws", async (_, fails, yielded) => {
    const store = memoryIdempotencyStore();
    const reserve: IdempotencyStore["reserve"] = async (key, mark) => {
      if (fails(key)) throw new Error("down");
      return store.reserve(key, mark);
    };
    const ledger = createLedger();
    const { campaigns } = createSms({
      providers: [ledger.provider("a", { files: true }), ledger.provider("b", { files: true }), ledger.provider("c")],
      route: roundRobin("a", "b", "a", "c"),
      stores: { idempotency: { ...store, reserve } },
    });
    const launch = () => campaigns.launch({ file: file(ivorian(4)), text }, { idempotencyKey: "k" });
    const { rows, error } = await everything(launch());
    expect(rows.map(({ row }) => row)).toEqual(yielded);
    expect(rows.every(({ outcome }) => outcome.status === "accepted")).toBe(true);
    expect(error).toMatchObject({ code: "config", mayHaveBeenSent: false });
    expect(rows.map(({ outcome }) => outcome.to).sort()).toEqual([...ledger.sent.keys()].sort());
  });

  it("hands over no further file after an abort, and yields the outcomes of those before it", async () => {
    const stop = new AbortController();
    const ledger = createLedger();
    const { campaigns } = createSms({
      providers: [
        ledger.provider("a", { files: true, before: () => stop.abort() }),
        ledger.provider("b", { files: true }),
      ],
      route: roundRobin("a", "b"),
    });
    const { rows, error } = await everything(
      campaigns.launch({ file: file(ivorian(4)), text }, { signal: stop.signal }),
    );
    expect(rows.map(({ row }) => row)).toEqual([2, 4]);
    expect([...ledger.sent.values()]).toEqual(Array(2).fill(["file of a"]));
    expect(error).toMatchObject({ code: "aborted", mayHaveBeenSent: false });
  });

  it("says nothing of an abort when all rows were in files that were handed over", async () => {
    const stop = new AbortController();
    const ledger = createLedger();
    const { campaigns } = createSms({
      providers: [ledger.provider("a", { files: true, before: () => stop.abort() })],
    });
    const launch = campaigns.launch({ file: file(ivorian(2)), text, via: "a" }, { signal: stop.signal });
    const { rows, error } = await everything(launch);
    expect([rows.length, error]).toEqual([2, undefined]);
  });

  it("is over before anything is sent when the signal fires while the file is checked", async () => {
    const stop = new AbortController();
    let opened = 0;
    const open = async function* () {
      opened += 1;
      yield `${header}\n`;
      if (opened === 2) stop.abort();
      yield `${lines(ivorian(2)).join("\n")}\n`;
    };
    const { campaigns, sent } = desk();
    const { rows, error } = await everything(campaigns.launch({ file: open, text }, { signal: stop.signal }));
    expect([rows, sent, opened]).toEqual([[], [], 2]);
    expect(error).toMatchObject({ code: "aborted", message: expect.stringContaining("nothing was sent") });
  });

  it("refuses a controller in place of its signal", async () => {
    const { campaigns } = desk();
    const wrong = { signal: new AbortController() as unknown as AbortSignal };
    expect(() => campaigns.launch({ file: file(ivorian(1)), text }, wrong)).toThrow(/^signal must be/);
    await expect(campaigns.plan({ file: file(ivorian(1)), text }, wrong)).rejects.toThrow(/^signal must be/);
  });
});
