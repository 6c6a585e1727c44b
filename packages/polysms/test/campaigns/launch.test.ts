import { inspect } from "node:util";
import { invalidInput } from "@polysms/core";
import { describe, expect, it } from "vitest";
import type { LaunchOptions } from "../../src/campaigns/launch.ts";
import type { CampaignPlan } from "../../src/campaigns/plan.ts";
import { csv, desk, everything, ivorian, kenyan, taken } from "./setup.ts";

const text = "Dear {name}, you owe {balance}.";
const header = "msisdn,name,balance";
const lines = (numbers: readonly string[]) => numbers.map((to, index) => `${to},name ${index},${index}`);
const file = (numbers: readonly string[]) => csv(header, ...lines(numbers));

/** What a wrong launch throws: at once, or when it is asked for the first row. */
async function refusal(launch: () => AsyncIterable<unknown>): Promise<unknown> {
  try {
    for await (const row of launch()) return row;
  } catch (error) {
    return error;
  }
  return "nothing";
}

describe("rule 11, campaigns: a launch to providers that take no files", () => {
  it("sends everybody a text of their own, and yields an outcome for each row", async () => {
    const { campaigns, sent, files } = desk();
    const [first, second] = ivorian(2);
    const plan = await campaigns.plan({ file: file(ivorian(2)), text, senderId: "MYBRAND" });
    const { rows, error } = await everything(campaigns.launch(plan));
    expect(sent).toEqual([
      { to: first, text: "Dear name 0, you owe 0.", senderId: "MYBRAND" },
      { to: second, text: "Dear name 1, you owe 1.", senderId: "MYBRAND" },
    ]);
    expect(rows).toMatchObject([
      { row: 2, outcome: { status: "accepted", to: first } },
      { row: 3, outcome: { status: "accepted", to: second } },
    ]);
    expect([error, files]).toEqual([undefined, []]);
  });

  it("writes the number of the text as E.164, however the file writes it", async () => {
    const { campaigns, sent } = desk();
    const local = csv("msisdn", "0712 345 678", "00254712345679");
    await everything(campaigns.launch({ file: local, text: "Not {msisdn}?", region: "KE", via: "texter" }));
    expect(sent.map((message) => message.text)).toEqual(["Not +254712345678?", "Not +254712345679?"]);
  });

  it("hands on the provider of via, the signal and the time", async () => {
    const calls: unknown[] = [];
    const { campaigns, sent } = desk({
      send: async ({ to }, call) => {
        calls.push(call);
        return taken(to);
      },
    });
    const { signal } = new AbortController();
    const options = { signal, timeoutMs: 5000 };
    await everything(campaigns.launch({ file: file(kenyan(1)), text, via: "texter" }, options));
    expect(sent).toEqual([{ to: kenyan(1)[0], text: "Dear name 0, you owe 0.", via: "texter" }]);
    expect(calls).toEqual([options]);
  });

  it("has no more in flight than told, and reads no further than that", async () => {
    let inFlight = 0;
    let most = 0;
    let read = 0;
    const { campaigns } = desk({
      send: async ({ to }) => {
        most = Math.max(most, ++inFlight);
        await new Promise(setImmediate);
        inFlight -= 1;
        return taken(to);
      },
    });
    const open = async function* () {
      // What was read to plan it and to check it does not count.
      read = 0;
      yield `${header}\n`;
      for (const line of lines(ivorian(40))) {
        read += 1;
        yield `${line}\n`;
      }
    };
    let taken4 = 0;
    for await (const _ of campaigns.launch({ file: open, text }, { concurrency: 4 })) {
      taken4 += 1;
      // One row may be read and one piece be under way beyond those in work.
      expect(read).toBeLessThanOrEqual(taken4 + 4 + 2);
    }
    expect([most, taken4]).toEqual([4, 40]);
  });

  it("sends nothing before it is iterated, and no more when the consumer stops", async () => {
    const { campaigns, sent } = desk();
    const plan = await campaigns.plan({ file: file(ivorian(30)), text });
    const launch = campaigns.launch(plan, { concurrency: 2 });
    await new Promise(setImmediate);
    expect(sent).toEqual([]);
    for await (const _ of launch) break;
    const stopped = sent.length;
    await new Promise(setImmediate);
    expect(sent.length).toBe(stopped);
    expect(stopped).toBeLessThanOrEqual(3);
  });

  it("takes bad input of one row for the outcome of that row, and goes on", async () => {
    const [first] = ivorian(3);
    const { campaigns } = desk({
      send: async ({ to }) => {
        if (to === first) throw invalidInput("text", "is blocked.");
        return taken(to);
      },
    });
    const { rows, error } = await everything(campaigns.launch({ file: file(ivorian(3)), text }));
    expect(rows.map(({ outcome }) => outcome.status)).toEqual(["rejected", "accepted", "accepted"]);
    expect(rows[0]?.outcome).toMatchObject({ error: { field: "text", mayHaveBeenSent: false }, attempts: [] });
    expect(error).toBeUndefined();
  });

  it("takes a send that fails in another way for unknown: it may have been sent", async () => {
    const { campaigns } = desk({ send: () => Promise.reject(new Error("a defect")) });
    const { rows } = await everything(campaigns.launch({ file: file(ivorian(1)), text }));
    expect(rows).toMatchObject([{ row: 2, outcome: { status: "unknown", provider: "texter", attempts: [] } }]);
  });
});

describe("rule 11, campaigns: nothing is sent from a file with bad rows", () => {
  const bad = csv(header, `${ivorian(1)[0]},Jane,1`, "none,Joe,2", `${ivorian(1)[0]},Jane,3`, ...lines(ivorian(1, 1)));

  it("unless told to skip them: then the good ones are sent, and each number once", async () => {
    const { campaigns, sent } = desk();
    const plan = await campaigns.plan({ file: bad, text });
    for (const options of [undefined, {}, { skipBadRows: false }]) {
      expect(await refusal(() => campaigns.launch(plan, options))).toMatchObject({
        field: "plan",
        mayHaveBeenSent: false,
        message: expect.stringMatching(/2 bad rows; the first: row 3, msisdn: /),
        hint: expect.stringContaining("skipBadRows"),
      });
    }
    expect(sent).toEqual([]);
    const { rows, error } = await everything(campaigns.launch(plan, { skipBadRows: true }));
    expect([rows.map(({ row }) => row), error]).toEqual([[2, 5], undefined]);
    expect(sent.map(({ to }) => to)).toEqual(ivorian(2));
  });

  it("also when an input is launched without a plan of its own", async () => {
    const { campaigns, sent } = desk();
    expect(await refusal(() => campaigns.launch({ file: bad, text }))).toMatchObject({ field: "plan" });
    expect(sent).toEqual([]);
    const { rows } = await everything(campaigns.launch({ file: bad, text }, { skipBadRows: true }));
    expect(rows).toHaveLength(2);
  });

  it.each([
    ["cannot be read to its end", csv(header, ...lines(ivorian(2)), '"x')],
    ["has a wrong header", csv("phone", ...ivorian(2))],
    ["has no rows", csv(header)],
    ["has no good row", csv(header, "none,Joe,1")],
  ])("and never from one that %s", async (_, wrong) => {
    const { campaigns, sent, files } = desk();
    const plan = await campaigns.plan({ file: wrong, text });
    const error = await refusal(() => campaigns.launch(plan, { skipBadRows: true }));
    expect(error).toMatchObject({ field: "plan", mayHaveBeenSent: false });
    expect([sent, files]).toEqual([[], []]);
  });
});

describe("a launch", () => {
  it("of one plan happens once: another would send everything twice", async () => {
    const { campaigns, sent } = desk();
    const plan = await campaigns.plan({ file: file(ivorian(2)), text });
    const twice = campaigns.launch(plan);
    await everything(campaigns.launch(plan));
    expect(await refusal(() => campaigns.launch(plan))).toMatchObject({ field: "plan" });
    expect(await refusal(() => twice)).toMatchObject({ field: "plan" });
    expect(sent).toHaveLength(2);
  });

  it("refuses a plan that another facade made, or a copy", async () => {
    const { campaigns, sent } = desk();
    const foreign = await desk().campaigns.plan({ file: file(ivorian(1)), text });
    const copy = structuredClone(await campaigns.plan({ file: file(ivorian(1)), text }));
    for (const plan of [foreign, copy]) {
      expect(await refusal(() => campaigns.launch(plan))).toMatchObject({
        field: "plan",
        message: expect.stringContaining("was not made by this facade"),
      });
    }
    expect(sent).toEqual([]);
  });

  it("refuses a stream, which cannot be read again, planned or not", async () => {
    const { campaigns, sent } = desk();
    const input = () => ({ file: file(ivorian(1)).stream(), text });
    const plan = await campaigns.plan(input());
    expect(plan).toMatchObject({ rows: 1, badRows: 0 });
    for (const given of [plan, input()]) {
      expect(await refusal(() => campaigns.launch(given))).toMatchObject({
        field: "file",
        hint: expect.stringContaining("Blob"),
      });
    }
    expect(sent).toEqual([]);
  });

  it.each<[string, object]>([
    ["concurrency", { concurrency: 0 }],
    ["concurrency", { concurrency: 1.5 }],
    ["skipBadRow", { skipBadRow: true }],
  ])("refuses a wrong option: %s", async (field, options) => {
    const { campaigns } = desk();
    const launch = () => campaigns.launch({ file: file(ivorian(1)), text }, options as LaunchOptions);
    expect(launch).toThrow(expect.objectContaining({ field }));
  });

  it.each([undefined, null, {}, { text }, "plan"])("refuses what is neither plan nor input: %j", async (given) => {
    const { campaigns } = desk();
    expect(await refusal(() => campaigns.launch(given as unknown as CampaignPlan))).toMatchObject({
      code: "bad-request",
    });
  });

  it("rule 13: shows no full number when an outcome is printed", async () => {
    const { campaigns } = desk({ send: () => Promise.reject(new Error("a defect")) });
    const { rows } = await everything(campaigns.launch({ file: file([...ivorian(1), ...kenyan(1)]), text }));
    expect(rows).toHaveLength(2);
    expect(inspect(rows, { depth: 9 })).not.toMatch(/0707000000|712000000|Dear/);
    expect(rows[0]?.outcome.to).toBe(ivorian(1)[0]);
  });
});
