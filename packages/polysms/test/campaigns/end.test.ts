import { describe, expect, it, vi } from "vitest";
import { createSms, type IdempotencyStore, memoryIdempotencyStore, roundRobin } from "../../src/index.ts";
import { deferred } from "../deferred.ts";
import { accepted, rejected } from "../stub-provider.ts";
import { createRecorder } from "./recorder.ts";
import { acceptedOutcome, collectRows, csv, ivorian, setup } from "./setup.ts";

const text = "Dear {name}, you owe {balance}.";
const header = "msisdn,name,balance";
const lines = (numbers: readonly string[]) => numbers.map((to, index) => `${to},name ${index},${index}`);
const file = (numbers: readonly string[]) => csv(header, ...lines(numbers));

describe("rule 11, campaigns: a launch that ends early", () => {
  it("yields what is in flight after an abort, then throws that the rest was not sent", async () => {
    const controller = new AbortController();
    const { campaigns, sent } = setup({
      send: async ({ to }) => {
        if (sent.length === 3) controller.abort();
        return acceptedOutcome(to);
      },
    });
    const plan = await campaigns.plan({ file: file(ivorian(20)), text });
    const { rows, error } = await collectRows(campaigns.launch(plan, { concurrency: 1, signal: controller.signal }));
    expect(rows).toHaveLength(sent.length);
    expect(sent.length).toBeLessThan(6);
    expect(error).toMatchObject({ code: "aborted", mayHaveBeenSent: false });
  });

  it("starts no other row after stop, and yields the outcomes of those in flight", async () => {
    const stop = new AbortController();
    const { promise: answered, resolve: answer } = deferred();
    const { campaigns, sent } = setup({
      async send({ to }, call) {
        if (sent.length === 4) {
          stop.abort();
          setImmediate(answer);
        }
        await answered;
        return { ...acceptedOutcome(to), status: call.signal?.aborted === true ? "unknown" : "accepted" } as never;
      },
    });
    const launch = campaigns.launch({ file: file(ivorian(20)), text }, { concurrency: 4, stop: stop.signal });
    const { rows, error } = await collectRows(launch);
    expect(rows.map(({ outcome }) => outcome.status)).toEqual(Array(sent.length).fill("accepted"));
    expect(sent.length).toBeLessThan(9);
    expect(error).toMatchObject({ code: "aborted", mayHaveBeenSent: false });
    expect(() => campaigns.launch({ file: file(ivorian(1)), text }, { stop } as never)).toThrow(
      /^stop must be an Abort/,
    );
  });

  it("throws nothing when every row was sent before the abort", async () => {
    const controller = new AbortController();
    const { campaigns, sent } = setup({
      send: async ({ to }) => {
        if (sent.length === 2) controller.abort();
        return acceptedOutcome(to);
      },
    });
    const launch = campaigns.launch({ file: file(ivorian(2)), text }, { signal: controller.signal });
    const { rows, error } = await collectRows(launch);
    expect([rows.length, error]).toEqual([2, undefined]);
  });

  it("yields the outcomes of everything sent when the file breaks off, then throws", async () => {
    let opened = 0;
    const open = async function* () {
      opened += 1;
      yield `${header}\n${lines(ivorian(2)).join("\n")}\n`;
      if (opened === 3) throw new Error("gone");
      yield `${lines(ivorian(1, 2)).join("\n")}\n`;
    };
    const { campaigns, sent } = setup();
    const { rows, error } = await collectRows(campaigns.launch({ file: open, text }));
    expect([rows.length, sent.length]).toEqual([2, 2]);
    expect(error).toMatchObject({ field: "file", mayHaveBeenSent: false });
  });

  it.each<[string, (key: string) => boolean, readonly number[]]>([
    ["the first file", (key) => key === "k.file.a", []],
    ["another file", (key) => key === "k.file.b", [2, 4]],
    ["a message", (key) => /^k\.[\w-]{22}$/.test(key), [2, 3, 4]],
  ])("yields the outcomes of everything sent when the store fails for %s, then throws", async (_, fails, yielded) => {
    const store = memoryIdempotencyStore();
    const reserve: IdempotencyStore["reserve"] = async (key, ...args) => {
      if (fails(key.name)) throw new Error("down");
      return store.reserve(key, ...args);
    };
    const recorder = createRecorder();
    const { campaigns } = createSms({
      providers: [
        recorder.provider("a", { files: true }),
        recorder.provider("b", { files: true }),
        recorder.provider("c"),
      ],
      route: roundRobin("a", "b", "a", "c"),
      stores: { idempotency: { ...store, reserve } },
    });
    const launch = () => campaigns.launch({ file: file(ivorian(4)), text }, { idempotencyKey: "k" });
    const { rows, error } = await collectRows(launch());
    expect(rows.map(({ row }) => row)).toEqual(yielded);
    expect(rows.every(({ outcome }) => outcome.status === "accepted")).toBe(true);
    expect(error).toMatchObject({ code: "config", mayHaveBeenSent: false });
    expect(rows.map(({ outcome }) => outcome.to).sort()).toEqual([...recorder.sent.keys()].sort());
  });

  it("sends no other file after an abort, and yields the outcomes of those before it", async () => {
    const stop = new AbortController();
    const recorder = createRecorder();
    const { campaigns } = createSms({
      providers: [
        recorder.provider("a", { files: true, before: () => stop.abort() }),
        recorder.provider("b", { files: true }),
      ],
      route: roundRobin("a", "b"),
    });
    const { rows, error } = await collectRows(
      campaigns.launch({ file: file(ivorian(4)), text }, { signal: stop.signal }),
    );
    expect(rows.map(({ row }) => row)).toEqual([2, 4]);
    expect([...recorder.sent.values()]).toEqual(Array(2).fill(["file of a"]));
    expect(error).toMatchObject({ code: "aborted", mayHaveBeenSent: false });
  });

  it("throws nothing when all rows were in files that were sent before the abort", async () => {
    const stop = new AbortController();
    const recorder = createRecorder();
    const { campaigns } = createSms({
      providers: [recorder.provider("a", { files: true, before: () => stop.abort() })],
    });
    const launch = campaigns.launch({ file: file(ivorian(2)), text, via: "a" }, { signal: stop.signal });
    const { rows, error } = await collectRows(launch);
    expect([rows.length, error]).toEqual([2, undefined]);
  });

  it("sends nothing when the signal fires while the file is checked", async () => {
    const stop = new AbortController();
    let opened = 0;
    const open = async function* () {
      opened += 1;
      yield `${header}\n`;
      if (opened === 2) stop.abort();
      yield `${lines(ivorian(2)).join("\n")}\n`;
    };
    const { campaigns, sent } = setup();
    const { rows, error } = await collectRows(campaigns.launch({ file: open, text }, { signal: stop.signal }));
    expect([rows, sent, opened]).toEqual([[], [], 2]);
    expect(error).toMatchObject({ code: "aborted", message: expect.stringContaining("nothing was sent") });
  });

  it("throws for a controller instead of its signal", async () => {
    const { campaigns } = setup();
    const wrong = { signal: new AbortController() as unknown as AbortSignal };
    expect(() => campaigns.launch({ file: file(ivorian(1)), text }, wrong)).toThrow(/^signal must be/);
    await expect(campaigns.plan({ file: file(ivorian(1)), text }, wrong)).rejects.toThrow(/^signal must be/);
  });

  it("rule 22: pauses when the only provider is out of credit, and resumes under its key", async () => {
    let credit = 3;
    const recorder = createRecorder();
    const one = recorder.provider("one", {
      answer: () => (credit-- > 0 ? accepted("id") : rejected("insufficient-balance")),
    });
    const { campaigns } = createSms({ providers: [one], circuitBreaker: { parkMs: 1 } });
    const launch = () => campaigns.launch({ file: file(ivorian(20)), text }, { idempotencyKey: "k", concurrency: 1 });
    const { rows, error } = await collectRows(launch());
    expect(error).toMatchObject({
      code: "insufficient-balance",
      mayHaveBeenSent: false,
      message: expect.stringContaining("The campaign is paused"),
    });
    expect(rows.filter(({ outcome }) => outcome.status === "accepted")).toHaveLength(3);
    expect(rows.length).toBeLessThan(6);
    credit = 100;
    await vi.waitFor(async () => {
      const resumed = await collectRows(launch());
      expect(resumed.error).toBeUndefined();
      expect(resumed.rows.map(({ outcome }) => outcome.status)).toEqual(Array(20).fill("accepted"));
    });
    expect([recorder.duplicates, recorder.sent.size]).toEqual([[], 20]);
  });
});
