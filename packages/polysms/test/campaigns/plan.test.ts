import { inspect } from "node:util";
import { describe, expect, it } from "vitest";
import { csv, ivorian, kenyan, type PlanChanges, planOf } from "./setup.ts";

const header = "msisdn,name,balance";

describe("rule 11, campaigns: a plan of a good file", () => {
  it("counts rows, segments and rows per provider, and finds no problem", async () => {
    const rows = [...kenyan(3), ...ivorian(2)].map((to) => `${to},Jane,${"9".repeat(160)}`);
    expect(await planOf(csv(header, ...rows))).toMatchObject({
      rows: 5,
      badRows: 0,
      problems: [],
      complete: true,
      segments: 10,
      providers: [
        { name: "filer", rows: 3, by: "file" },
        { name: "texter", rows: 2, by: "messages" },
      ],
    });
  });

  it("uses only the provider of via, and does not ask the route", async () => {
    const { providers } = await planOf(csv(header, `${kenyan(1)[0]},Jane,1`, "+15550100123,Joe,2"), { via: "texter" });
    expect(providers).toEqual([{ name: "texter", rows: 2, by: "messages" }]);
  });

  it.each<[string, string[], PlanChanges]>([
    ["a byte order mark and CRLF", [`\ufeff${header}\r`, "+254712345678,Jane,1\r"], {}],
    ["quotes", ['"msisdn","name","balance"', '"+254712345678","Doe, ""J""","1"'], {}],
    ["empty lines", ["", header, "", "+254712345678,Jane,1", "  ", ""], {}],
    ["rows that were emptied in a spreadsheet", [",,", header, "+254712345678,Jane,1", ",,", ' ,"", '], {}],
    ["spaces around column names", [" msisdn , name,balance ", "+254712345678,Jane,1"], {}],
    [
      "columns in another order, and more columns",
      ["x,balance,phone,x,name", "1,2,+254712345678,3,Jane"],
      { columns: { to: "phone" } },
    ],
    ...["to", "phone", "msisdn", "mobile", "number", "Phone", "MSISDN", " Mobile "].map(
      (name): [string, string[], PlanChanges] => [
        `a column called "${name}"`,
        [`name,${name},balance`, "Jane,+254712345678,1"],
        {},
      ],
    ),
    [
      "two columns of numbers, one of them named",
      ["phone,mobile,name,balance", "+254712345678,none,Jane,1"],
      { columns: { to: "phone" } },
    ],
    ["numbers as people write them", [header, "+254 (712) 345-678,Jane,1", "00254712345679,Joe,2"], {}],
    ["local numbers with their region", [header, "0712 345 678,Jane,1", "712345679,Joe,2"], { region: "KE" }],
    ["a text without columns", ["msisdn", "+254712345678"], { text: "Sale {} { } {" }],
    ["spaces inside the braces", [header, "+254712345678,Jane,1"], { text: "Dear { name }" }],
    ["characters outside ASCII", [header, "+254712345678,Zoë,1"], {}],
  ])("accepts %s", async (_, lines, more) => {
    const plan = await planOf(csv(...lines), more);
    expect(plan.problems).toEqual([]);
    expect(plan).toMatchObject({ badRows: 0, complete: true });
    expect([1, 2]).toContain(plan.rows);
  });

  it("accepts a Blob, a stream, text or bytes in pieces, and a function that opens them", async () => {
    const bytes = new TextEncoder().encode(`${header}\n+254712345678,Zoë 𝄞,1\n`);
    async function* pieces() {
      for (const byte of bytes) yield Uint8Array.of(byte);
    }
    async function* characters() {
      yield* new TextDecoder().decode(bytes);
    }
    for (const file of [
      new Blob([bytes]),
      new Blob([bytes]).stream(),
      pieces(),
      characters(),
      () => pieces(),
      async () => new Blob([bytes]).stream(),
    ]) {
      expect(await planOf(file)).toMatchObject({ rows: 1, badRows: 0, problems: [] });
    }
  });
});

describe("rule 11, campaigns: the memory of a plan", () => {
  it("holds one piece of the file: the next is read after the rows of this one are checked", async () => {
    let piece = 0;
    const seen: number[] = [];
    async function* pieces() {
      yield `${header}\n`;
      for (piece = 1; piece <= 5; piece++) yield "none,Joe,2\n".repeat(3);
    }
    await planOf(pieces(), { onProblem: () => seen.push(piece) });
    expect(seen).toEqual([1, 1, 1, 2, 2, 2, 3, 3, 3, 4, 4, 4, 5, 5, 5]);
  });
});

describe("rule 13: a plan", () => {
  it("shows no full number, no value of a cell and no text", async () => {
    const lines = ["+254798765432,canary,1", "+254798765432,canary,2", "+254 71,canary,3", "07123456789999,canary,4"];
    const wrongHeader = await planOf(csv("+254798765432,canary"), {});
    const oddHeader = await planOf(csv("of 254798765432,of 0798765432"));
    const plans = [
      await planOf(csv(header, ...lines, "+15550100123,canary,5", '+254798765432,"canary"x,6')),
      wrongHeader,
      oddHeader,
    ];
    expect(plans[0]?.badRows).toBe(5);
    expect(oddHeader.problems[0]?.message).toContain("there are of 254•");
    for (const shown of [inspect(plans, { depth: 9 }), JSON.stringify(plans)]) {
      expect(shown).not.toMatch(/98765432|254 71|0712345|5550100123|Dear|canary"x|you owe/);
    }
  });
});
