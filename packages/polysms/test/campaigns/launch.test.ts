import { inspect } from "node:util";
import { invalidInput } from "@polysms/core";
import { describe, expect, it } from "vitest";
import type { LaunchOptions } from "../../src/campaigns/launch.ts";
import type { CampaignPlan } from "../../src/campaigns/plan.ts";
import { acceptedOutcome, collectRows, csv, ivorian, kenyan, setup } from "./setup.ts";

const text = "Dear {name}, you owe {balance}.";
const header = "msisdn,name,balance";
const lines = (numbers: readonly string[]) => numbers.map((to, index) => `${to},name ${index},${index}`);
const file = (numbers: readonly string[]) => csv(header, ...lines(numbers));

/** The error of a wrong launch, which is thrown at once or with the first row. */
async function errorOf(launch: () => AsyncIterable<unknown>): Promise<unknown> {
  try {
    for await (const row of launch()) return row;
  } catch (error) {
    return error;
  }
  return "nothing";
}

describe("rule 11, campaigns: a launch through providers that take no files", () => {
  it("sends each recipient their own text, and yields an outcome for each row", async () => {
    const { campaigns, sent, files } = setup();
    const [first, second] = ivorian(2);
    const plan = await campaigns.plan({ file: file(ivorian(2)), text, senderId: "MYBRAND" });
    const { rows, error } = await collectRows(campaigns.launch(plan));
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

  it("writes a number in the text as E.164, however the file writes it", async () => {
    const { campaigns, sent } = setup();
    const local = csv("msisdn", "0712 345 678", "00254712345679");
    await collectRows(campaigns.launch({ file: local, text: "Not {msisdn}?", region: "KE", via: "texter" }));
    expect(sent.map((message) => message.text)).toEqual(["Not +254712345678?", "Not +254712345679?"]);
  });

  it("passes on via, the signal and the timeout", async () => {
    const calls: unknown[] = [];
    const { campaigns, sent } = setup({
      send: async ({ to }, call) => {
        calls.push(call);
        return acceptedOutcome(to);
      },
    });
    const { signal } = new AbortController();
    const options = { signal, timeoutMs: 5000 };
    await collectRows(campaigns.launch({ file: file(kenyan(1)), text, via: "texter" }, options));
    expect(sent).toEqual([{ to: kenyan(1)[0], text: "Dear name 0, you owe 0.", via: "texter" }]);
    expect(calls).toEqual([options]);
  });

  it("has no more in flight than concurrency, and reads no further than that", async () => {
    let inFlight = 0;
    let most = 0;
    let read = 0;
    const { campaigns } = setup({
      send: async ({ to }) => {
        most = Math.max(most, ++inFlight);
        await new Promise(setImmediate);
        inFlight -= 1;
        return acceptedOutcome(to);
      },
    });
    const open = async function* () {
      // Reading the file to plan and to check it does not count.
      read = 0;
      yield `${header}\n`;
      for (const line of lines(ivorian(40))) {
        read += 1;
        yield `${line}\n`;
      }
    };
    let yielded = 0;
    for await (const _ of campaigns.launch({ file: open, text }, { concurrency: 4 })) {
      yielded += 1;
      // One row may be read and one piece be in flight beyond those being sent.
      expect(read).toBeLessThanOrEqual(yielded + 4 + 2);
    }
    expect([most, yielded]).toEqual([4, 40]);
  });

  it("sends nothing before it is iterated, and no more when the consumer stops", async () => {
    const { campaigns, sent } = setup();
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

  it("turns bad input in one row into the outcome of that row, and continues", async () => {
    const [first] = ivorian(3);
    const { campaigns } = setup({
      send: async ({ to }) => {
        if (to === first) throw invalidInput("text", "is blocked.");
        return acceptedOutcome(to);
      },
    });
    const { rows, error } = await collectRows(campaigns.launch({ file: file(ivorian(3)), text }));
    expect(rows.map(({ outcome }) => outcome.status)).toEqual(["rejected", "accepted", "accepted"]);
    expect(rows[0]?.outcome).toMatchObject({ error: { field: "text", mayHaveBeenSent: false }, attempts: [] });
    expect(error).toBeUndefined();
  });

  it("is unknown for a row whose send throws anything else, because it may have been sent", async () => {
    const { campaigns } = setup({ send: () => Promise.reject(new Error("a bug")) });
    const { rows } = await collectRows(campaigns.launch({ file: file(ivorian(1)), text }));
    expect(rows).toMatchObject([{ row: 2, outcome: { status: "unknown", provider: "texter", attempts: [] } }]);
  });
});

describe("rule 11, campaigns: nothing is sent from a file with bad rows", () => {
  const bad = csv(header, `${ivorian(1)[0]},Jane,1`, "none,Joe,2", `${ivorian(1)[0]},Jane,3`, ...lines(ivorian(1, 1)));

  it("unless skipBadRows is set: then the good ones are sent, and each number once", async () => {
    const { campaigns, sent } = setup();
    const plan = await campaigns.plan({ file: bad, text });
    for (const options of [undefined, {}, { skipBadRows: false }]) {
      expect(await errorOf(() => campaigns.launch(plan, options))).toMatchObject({
        field: "plan",
        mayHaveBeenSent: false,
        message: expect.stringMatching(/2 bad rows; the first: row 3, msisdn: /),
        hint: expect.stringContaining("skipBadRows"),
      });
    }
    expect(sent).toEqual([]);
    const { rows, error } = await collectRows(campaigns.launch(plan, { skipBadRows: true }));
    expect([rows.map(({ row }) => row), error]).toEqual([[2, 5], undefined]);
    expect(sent.map(({ to }) => to)).toEqual(ivorian(2));
  });

  it("even when an input is launched without a plan", async () => {
    const { campaigns, sent } = setup();
    expect(await errorOf(() => campaigns.launch({ file: bad, text }))).toMatchObject({ field: "plan" });
    expect(sent).toEqual([]);
    const { rows } = await collectRows(campaigns.launch({ file: bad, text }, { skipBadRows: true }));
    expect(rows).toHaveLength(2);
  });

  it.each([
    ["cannot be read to its end", csv(header, ...lines(ivorian(2)), '"x')],
    ["has a wrong header", csv("phone", ...ivorian(2))],
    ["has no rows", csv(header)],
    ["has no good row", csv(header, "none,Joe,1")],
  ])("and never from one that %s, even with skipBadRows", async (_, wrong) => {
    const { campaigns, sent, files } = setup();
    const plan = await campaigns.plan({ file: wrong, text });
    const error = await errorOf(() => campaigns.launch(plan, { skipBadRows: true }));
    expect(error).toMatchObject({ field: "plan", mayHaveBeenSent: false });
    expect([sent, files]).toEqual([[], []]);
  });
});

describe("a launch", () => {
  it("of one plan happens once, because a second would send everything twice", async () => {
    const { campaigns, sent } = setup();
    const plan = await campaigns.plan({ file: file(ivorian(2)), text });
    const twice = campaigns.launch(plan);
    await collectRows(campaigns.launch(plan));
    expect(await errorOf(() => campaigns.launch(plan))).toMatchObject({ field: "plan" });
    expect(await errorOf(() => twice)).toMatchObject({ field: "plan" });
    expect(sent).toHaveLength(2);
  });

  it("throws for a plan of another facade, and for a copy", async () => {
    const { campaigns, sent } = setup();
    const other = await setup().campaigns.plan({ file: file(ivorian(1)), text });
    const copy = structuredClone(await campaigns.plan({ file: file(ivorian(1)), text }));
    for (const plan of [other, copy]) {
      expect(await errorOf(() => campaigns.launch(plan))).toMatchObject({
        field: "plan",
        message: expect.stringContaining("was not made by this createSms"),
      });
    }
    expect(sent).toEqual([]);
  });

  it("throws for a stream, planned or not, because it cannot be read again", async () => {
    const { campaigns, sent } = setup();
    const input = () => ({ file: file(ivorian(1)).stream(), text });
    const plan = await campaigns.plan(input());
    expect(plan).toMatchObject({ rows: 1, badRows: 0 });
    for (const campaign of [plan, input()]) {
      expect(await errorOf(() => campaigns.launch(campaign))).toMatchObject({
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
  ])("throws for a wrong option: %s", async (field, options) => {
    const { campaigns } = setup();
    const launch = () => campaigns.launch({ file: file(ivorian(1)), text }, options as LaunchOptions);
    expect(launch).toThrow(expect.objectContaining({ field }));
  });

  it.each([undefined, null, {}, { text }, "plan"])(
    "throws for %j, which is neither a plan nor an input",
    async (campaign) => {
      const { campaigns } = setup();
      expect(await errorOf(() => campaigns.launch(campaign as unknown as CampaignPlan))).toMatchObject({
        code: "bad-request",
      });
    },
  );

  it("rule 13: shows no full number when an outcome is printed", async () => {
    const { campaigns } = setup({ send: () => Promise.reject(new Error("a bug")) });
    const { rows } = await collectRows(campaigns.launch({ file: file([...ivorian(1), ...kenyan(1)]), text }));
    expect(rows).toHaveLength(2);
    expect(inspect(rows, { depth: 9 })).not.toMatch(/0707000000|712000000|Dear/);
    expect(rows[0]?.outcome.to).toBe(ivorian(1)[0]);
  });
});
