import type { E164, SmsError } from "@polysms/core";
import { describe, expect, it } from "vitest";
import { byRegion, createSms, type IdempotencyStore, memoryIdempotencyStore } from "../../src/index.ts";
import { rejected } from "../stub-provider.ts";
import { createRecorder } from "./recorder.ts";
import { collectRows, csv, ivorian, kenyan } from "./setup.ts";

const idempotencyKey = "spring-sale";
const call = { signal: new AbortController().signal };
const split = byRegion({ KE: "filer", CI: "texter" });

interface Launch {
  readonly numbers?: readonly string[];
  readonly text?: string;
  readonly via?: "filer" | "texter";
  readonly senderId?: string;
  readonly template?: "spring";
  readonly route?: typeof split | "filer" | "texter";
  readonly guarded?: boolean;
  readonly signal?: AbortSignal;
  readonly answer?: Parameters<ReturnType<typeof createRecorder>["provider"]>[1];
}

/** Launches of one campaign by one program after another, with the same store. */
function campaign(store: IdempotencyStore = memoryIdempotencyStore()) {
  const recorder = createRecorder();
  const launch = ({
    numbers = [...kenyan(2), ...ivorian(2)],
    route = split,
    guarded,
    answer,
    ...more
  }: Launch = {}) => {
    const { signal, text = "Dear {name}", template, ...rest } = more;
    const { campaigns } = createSms({
      providers: [recorder.provider("filer", { files: true, ...answer }), recorder.provider("texter")],
      route,
      stores: { idempotency: store },
      templates: { spring: { text: "Dear {name}" } },
      ...(guarded ? { guard: { allow: [...kenyan(9), ...ivorian(9)], otherwise: "drop" } } : {}),
    });
    const file = csv("msisdn,name", ...numbers.map((to, index) => `${to},name ${index}`));
    const input = { file, ...rest, ...(template === undefined ? { text } : { template }) };
    return collectRows(campaigns.launch(input as never, { idempotencyKey, skipBadRows: true, signal }));
  };
  const statuses = async (launched: ReturnType<typeof launch>) => {
    const { rows, error } = await launched;
    if (error !== undefined) throw error;
    return rows.map(({ outcome }) => `${outcome.status}${outcome.replayed ? " replayed" : ""}`);
  };
  return { recorder, launch, statuses };
}

describe("rule 11, campaigns: launches under one idempotency key", () => {
  it.each<[string, Launch]>([
    ["nothing", {}],
    ["the route, now without files", { route: "texter" }],
    ["the route, now with files", { route: "filer" }],
    ["the guard, which allows no files", { guarded: true }],
  ])("never send twice to a number when this has changed: %s", async (_, change) => {
    for (const [first, second] of [
      [{}, change],
      [change, {}],
    ] as const) {
      const { recorder, launch, statuses } = campaign();
      expect(await statuses(launch(first))).toEqual(Array(4).fill("accepted"));
      expect(await statuses(launch(second))).toEqual(Array(4).fill("accepted replayed"));
      expect([recorder.duplicates, recorder.sent.size]).toEqual([[], 4]);
    }
  });

  it("send fixed and added rows as messages, and do not resend those of the file", async () => {
    const { recorder, launch, statuses } = campaign();
    const [one, two, three, four] = kenyan(4) as [E164, E164, E164, E164];
    expect(await statuses(launch({ numbers: [one, "none", three] }))).toEqual(["accepted", "accepted"]);
    expect(await statuses(launch({ numbers: [one, two, three, four] }))).toEqual([
      "accepted replayed",
      "accepted",
      "accepted replayed",
      "accepted",
    ]);
    expect(Object.fromEntries(recorder.sent)).toEqual({
      [one]: ["file of filer"],
      [two]: ["message of filer"],
      [three]: ["file of filer"],
      [four]: ["message of filer"],
    });
  });

  it.each<[string, Launch, RegExp]>([
    ["another text", { text: "Hello {name}" }, /another text\.$/],
    ["another sender ID", { senderId: "MYBRAND" }, /another senderId\.$/],
    ["another via and another text", { via: "texter", text: "Hi" }, /another text and another via\.$/],
    ["a template with the same text", { template: "spring" }, /another template\.$/],
    ["other rows in the file", { numbers: kenyan(3).slice(1) }, /other rows in the file for filer\.$/],
    ["a row of the file in another place", { numbers: ["", ...kenyan(2)] }, /other rows in the file for filer\.$/],
    ["a row of the file that is bad", { numbers: [...kenyan(1), "none"] }, /other rows in the file for filer\.$/],
  ])("throw before anything is sent, and say what has changed: %s", async (_, change, message) => {
    const { recorder, launch } = campaign();
    await launch({ numbers: kenyan(2) });
    const { rows, error } = await launch(change);
    expect(error).toMatchObject({
      code: "bad-request",
      field: "idempotencyKey",
      mayHaveBeenSent: false,
      message: expect.stringMatching(message),
      hint: expect.stringContaining("Nothing was sent."),
    });
    expect(rows).toEqual([]);
    expect([...recorder.sent.keys()]).toEqual(kenyan(2));
  });

  it("send a file that an abort held back, and one that was rejected for a reason of the provider", async () => {
    const { recorder, launch, statuses } = campaign();
    const stop = new AbortController();
    const store = memoryIdempotencyStore();
    const stopping = campaign({
      ...store,
      finalize: (...args) => store.finalize(...args).finally(() => stop.abort()),
    });
    const { rows, error } = await stopping.launch({ signal: stop.signal });
    expect([rows, stopping.recorder.sent.size, (error as SmsError).code]).toEqual([[], 0, "aborted"]);
    const resumed = campaign(store);
    expect(await statuses(resumed.launch())).toEqual(Array(4).fill("accepted"));

    const rejecting = { answer: () => rejected("auth") };
    expect(await statuses(launch({ numbers: kenyan(2), answer: rejecting }))).toEqual(["rejected", "rejected"]);
    expect(await statuses(launch({ numbers: kenyan(2) }))).toEqual(["accepted", "accepted"]);
    expect([...recorder.sent.values()]).toEqual(Array(2).fill(["file of filer"]));
  });

  it("reject the rows of a rejected file when files are not allowed here", async () => {
    const { recorder, launch, statuses } = campaign();
    await launch({ numbers: kenyan(2), answer: { answer: () => rejected("auth") } });
    const { rows } = await launch({ numbers: kenyan(2), guarded: true });
    expect(rows.map(({ outcome }) => outcome)).toMatchObject(
      kenyan(2).map((to) => ({ to, status: "rejected", error: { hint: expect.stringContaining("without a guard") } })),
    );
    expect(recorder.sent.size).toBe(0);
    expect(await statuses(launch({ numbers: kenyan(2) }))).toEqual(["accepted", "accepted"]);
  });

  it("send nothing when the store cannot record which rows are in which file", async () => {
    const store = memoryIdempotencyStore();
    const finalize: IdempotencyStore["finalize"] = (key, ...args) =>
      key.name.endsWith(".files") ? Promise.reject(new Error("full")) : store.finalize(key, ...args);
    const { recorder, launch } = campaign({ ...store, finalize });
    for (const resume of [launch, campaign(store).launch]) {
      expect((await resume()).error).toMatchObject({ field: "idempotencyKey", mayHaveBeenSent: false });
    }
    expect(recorder.sent.size).toBe(0);
  });

  it("send nothing when the store fails, and everything when it is back", async () => {
    const store = memoryIdempotencyStore();
    const failing = campaign({ ...store, finalize: () => Promise.reject(new Error("full")) });
    expect((await failing.launch()).error).toMatchObject({ code: "config", mayHaveBeenSent: false });
    expect(failing.recorder.sent.size).toBe(0);
    const { launch, statuses } = campaign(store);
    expect(await statuses(launch())).toEqual(Array(4).fill("accepted"));
  });

  it("rule 20: throw when the store has forgotten the rows, 30 days after the last launch", async () => {
    const day = 86_400_000;
    let time = 0;
    const { recorder, launch, statuses } = campaign(memoryIdempotencyStore({ now: () => time }));
    await launch();
    time = 29 * day;
    expect(await statuses(launch())).toEqual(Array(4).fill("accepted replayed"));
    time = 58 * day;
    expect(await statuses(launch())).toEqual(Array(4).fill("accepted replayed"));
    time = 89 * day;
    const { rows, error } = await launch();
    expect(error).toMatchObject({
      field: "idempotencyKey",
      mayHaveBeenSent: false,
      hint: expect.stringContaining("use a new key"),
    });
    expect([rows, recorder.duplicates]).toEqual([[], []]);
  });

  it("throw for a key whose note is another message's, before anything is sent", async () => {
    const store = memoryIdempotencyStore();
    const { recorder, launch } = campaign(store);
    const key = { name: "spring-sale.files" };
    await store.reserve(key, "fingerprint.reference", call);
    await store.finalize(key, "fingerprint.reference", "[]", "until-forgotten", call);
    const { rows, error } = await launch();
    expect(error).toMatchObject({ code: "bad-request", field: "idempotencyKey", mayHaveBeenSent: false });
    expect([rows, recorder.sent.size]).toEqual([[], 0]);
  });

  it("mark their notes apart, so that a store that knows its own reservation again gives it to one of them", async () => {
    const marks = new Set<string>();
    const store = memoryIdempotencyStore();
    const { launch } = campaign({
      ...store,
      finalize(key, mark, ...args) {
        if (key.name === "spring-sale.files") marks.add(mark);
        return store.finalize(key, mark, ...args);
      },
      reserve(key, mark, ...args) {
        if (key.name === "spring-sale.files") marks.add(mark);
        return store.reserve(key, mark, ...args);
      },
    });
    await launch();
    await launch();
    // The second launch finds the note of the first, which has the mark of its call.
    expect(marks.size).toBe(2);
  });

  it("pass no number and no text to the store", async () => {
    const stored: string[] = [];
    const store = memoryIdempotencyStore();
    const recording =
      <Args extends unknown[], Result>(work: (...args: Args) => Result) =>
      (...args: Args) => {
        stored.push(JSON.stringify(args));
        return work(...args);
      };
    const { launch } = campaign({
      ...store,
      find: recording(store.find),
      reserve: recording(store.reserve),
      finalize: recording(store.finalize),
      release: recording(store.release),
    });
    await launch({ numbers: [...kenyan(2), ...ivorian(2)] });
    expect(stored.join()).toContain("spring-sale.file.filer");
    // The record of which rows are in which file must not expire before the rows.
    const notes = stored.filter((call) => call.includes("spring-sale.files") && call.includes('"rows'));
    expect(notes.map((call) => call.includes("until-forgotten"))).toEqual([true]);
    expect(stored.join()).not.toMatch(/712000|0707000|Dear|name \d/);
  });
});
