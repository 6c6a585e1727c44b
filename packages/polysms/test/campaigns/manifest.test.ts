import type { E164, SmsError } from "@polysms/core";
import { describe, expect, it } from "vitest";
import { byRegion, createSms, type IdempotencyStore, memoryIdempotencyStore } from "../../src/index.ts";
import { notAccepted } from "../stub-provider.ts";
import { createLedger } from "./ledger.ts";
import { csv, everything, ivorian, kenyan } from "./setup.ts";

const idempotencyKey = "spring-sale";
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
  readonly answer?: Parameters<ReturnType<typeof createLedger>["provider"]>[1];
}

/** Launches of one campaign by one program after the other, over the same store. */
function campaign(store: IdempotencyStore = memoryIdempotencyStore()) {
  const ledger = createLedger();
  const launch = ({
    numbers = [...kenyan(2), ...ivorian(2)],
    route = split,
    guarded,
    answer,
    ...more
  }: Launch = {}) => {
    const { signal, text = "Dear {name}", template, ...rest } = more;
    const { campaigns } = createSms({
      providers: [ledger.provider("filer", { files: true, ...answer }), ledger.provider("texter")],
      route,
      stores: { idempotency: store },
      templates: { spring: { text: "Dear {name}" } },
      ...(guarded ? { guard: { allow: [...kenyan(9), ...ivorian(9)], otherwise: "drop" } } : {}),
    });
    const file = csv("msisdn,name", ...numbers.map((to, index) => `${to},name ${index}`));
    const given = { file, ...rest, ...(template === undefined ? { text } : { template }) };
    return everything(campaigns.launch(given as never, { idempotencyKey, skipBadRows: true, signal }));
  };
  const statuses = async (launched: ReturnType<typeof launch>) => {
    const { rows, error } = await launched;
    if (error !== undefined) throw error;
    return rows.map(({ outcome }) => `${outcome.status}${outcome.replayed ? " replayed" : ""}`);
  };
  return { ledger, launch, statuses };
}

describe("rule 11, campaigns: launches under one key", () => {
  it.each<[string, Launch]>([
    ["nothing", {}],
    ["the route, away from files", { route: "texter" }],
    ["the route, to files", { route: "filer" }],
    ["the guard, which allows no files", { guarded: true }],
  ])("send to nobody twice when this has changed: %s", async (_, change) => {
    for (const [first, second] of [
      [{}, change],
      [change, {}],
    ] as const) {
      const { ledger, launch, statuses } = campaign();
      expect(await statuses(launch(first))).toEqual(Array(4).fill("accepted"));
      expect(await statuses(launch(second))).toEqual(Array(4).fill("accepted replayed"));
      expect([ledger.twice, ledger.sent.size]).toEqual([[], 4]);
    }
  });

  it("send mended and added rows, as messages, and those in the file no second time", async () => {
    const { ledger, launch, statuses } = campaign();
    const [one, two, three, four] = kenyan(4) as [E164, E164, E164, E164];
    expect(await statuses(launch({ numbers: [one, "none", three] }))).toEqual(["accepted", "accepted"]);
    expect(await statuses(launch({ numbers: [one, two, three, four] }))).toEqual([
      "accepted replayed",
      "accepted",
      "accepted replayed",
      "accepted",
    ]);
    expect(Object.fromEntries(ledger.sent)).toEqual({
      [one]: ["file of filer"],
      [two]: ["message of filer"],
      [three]: ["file of filer"],
      [four]: ["message of filer"],
    });
  });

  it.each<[string, Launch, RegExp]>([
    ["another text", { text: "Hello {name}" }, /another text\.$/],
    ["another sender ID", { senderId: "MYBRAND" }, /another senderId\.$/],
    ["another via, and another text", { via: "texter", text: "Hi" }, /another text and another via\.$/],
    ["a template with the same text", { template: "spring" }, /another template\.$/],
    ["other rows in the file", { numbers: kenyan(3).slice(1) }, /other rows in the file for filer\.$/],
    ["a row of the file in another place", { numbers: ["", ...kenyan(2)] }, /other rows in the file for filer\.$/],
    ["a row of the file that is bad", { numbers: [...kenyan(1), "none"] }, /other rows in the file for filer\.$/],
  ])("are refused before anything is sent, with what has changed: %s", async (_, change, message) => {
    const { ledger, launch } = campaign();
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
    expect([...ledger.sent.keys()]).toEqual(kenyan(2));
  });

  it("hand over a file that was kept back by an abort, and one that was refused for the provider's reasons", async () => {
    const { ledger, launch, statuses } = campaign();
    const stop = new AbortController();
    const store = memoryIdempotencyStore();
    const stopping = campaign({
      ...store,
      finalize: (...note) => store.finalize(...note).finally(() => stop.abort()),
    });
    const { rows, error } = await stopping.launch({ signal: stop.signal });
    expect([rows, stopping.ledger.sent.size, (error as SmsError).code]).toEqual([[], 0, "aborted"]);
    const resumed = campaign(store);
    expect(await statuses(resumed.launch())).toEqual(Array(4).fill("accepted"));

    const refusing = { answer: () => notAccepted("auth") };
    expect(await statuses(launch({ numbers: kenyan(2), answer: refusing }))).toEqual(["rejected", "rejected"]);
    expect(await statuses(launch({ numbers: kenyan(2) }))).toEqual(["accepted", "accepted"]);
    expect([...ledger.sent.values()]).toEqual(Array(2).fill(["file of filer"]));
  });

  it("say so when the rows of a file that nobody took cannot be handed over here", async () => {
    const { ledger, launch, statuses } = campaign();
    await launch({ numbers: kenyan(2), answer: { answer: () => notAccepted("auth") } });
    const { rows } = await launch({ numbers: kenyan(2), guarded: true });
    expect(rows.map(({ outcome }) => outcome)).toMatchObject(
      kenyan(2).map((to) => ({ to, status: "rejected", error: { hint: expect.stringContaining("without a guard") } })),
    );
    expect(ledger.sent.size).toBe(0);
    expect(await statuses(launch({ numbers: kenyan(2) }))).toEqual(["accepted", "accepted"]);
  });

  it("send nothing when the store has not taken the note of who is in which file", async () => {
    const store = memoryIdempotencyStore();
    const { ledger, launch } = campaign({ ...store, finalize: () => Promise.reject(new Error("full")) });
    for (const resumed of [launch(), campaign(store).launch()]) {
      expect((await resumed).error).toMatchObject({ field: "idempotencyKey", mayHaveBeenSent: false });
    }
    expect(ledger.sent.size).toBe(0);
  });

  it("give the store no number and no text", async () => {
    const notes: string[] = [];
    const store = memoryIdempotencyStore();
    const noting =
      <Given extends unknown[], Result>(work: (...given: Given) => Result) =>
      (...given: Given) => {
        notes.push(...given.map(String));
        return work(...given);
      };
    const { launch } = campaign({
      reserve: noting(store.reserve),
      finalize: noting(store.finalize),
      release: noting(store.release),
    });
    await launch({ numbers: [...kenyan(2), ...ivorian(2)] });
    expect(notes).toContain("spring-sale.file.filer");
    // What says who is in which file must not be forgotten before the rows are.
    expect(notes.slice(notes.indexOf("spring-sale.files") + 2).slice(0, 4)).toEqual([
      "spring-sale.files",
      expect.any(String),
      expect.any(String),
      "true",
    ]);
    expect(notes.join()).not.toMatch(/712000|0707000|Dear|name \d/);
  });
});
