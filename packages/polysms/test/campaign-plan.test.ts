import { inspect } from "node:util";
import { parsePhone, type SmsError } from "@polysms/core";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { CampaignSettings } from "../src/campaign-input.ts";
import { writeCsvRow } from "../src/csv.ts";
import type { RowProblem } from "../src/row-problem.ts";
import { csv, desk, ivorian, kenyan } from "./campaign-desk.ts";

type Changes = Partial<CampaignSettings & { readonly text: string }>;

const text = "Dear {name}, you owe {balance}.";
const header = "msisdn,name,balance";

async function plan(file: CampaignSettings["file"], more: Changes = {}) {
  const { campaigns, sent, files } = desk();
  const made = await campaigns.plan({ file, text, ...more });
  expect([sent, files]).toEqual([[], []]);
  return made;
}

async function problemsOf(lines: readonly string[], more?: Changes): Promise<readonly RowProblem[]> {
  return (await plan(csv(...lines), more)).problems;
}

describe("rule 11, campaigns: a plan of a good file", () => {
  it("counts rows, segments and where the rows go, and finds nothing wrong", async () => {
    const rows = [...kenyan(3), ...ivorian(2)].map((to) => `${to},Jane,${"9".repeat(160)}`);
    expect(await plan(csv(header, ...rows))).toMatchObject({
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

  it("goes through one provider with via, and does not ask the route", async () => {
    const { providers } = await plan(csv(header, `${kenyan(1)[0]},Jane,1`, "+15550100123,Joe,2"), { via: "texter" });
    expect(providers).toEqual([{ name: "texter", rows: 2, by: "messages" }]);
  });

  it.each<[string, string[], Changes]>([
    ["a byte order mark and CRLF", [`\ufeff${header}\r`, "+254712345678,Jane,1\r"], {}],
    ["quotes", ['"msisdn","name","balance"', '"+254712345678","Doe, ""J""","1"'], {}],
    ["empty lines", ["", header, "", "+254712345678,Jane,1", "  ", ""], {}],
    ["spaces around the names of columns", [" msisdn , name,balance ", "+254712345678,Jane,1"], {}],
    [
      "columns in another order, and more of them",
      ["x,balance,phone,x,name", "1,2,+254712345678,3,Jane"],
      { columns: { to: "phone" } },
    ],
    ["numbers as people write them", [header, "+254 (712) 345-678,Jane,1", "00254712345679,Joe,2"], {}],
    ["local numbers with their region", [header, "0712 345 678,Jane,1", "712345679,Joe,2"], { region: "KE" }],
    ["a text without columns", ["msisdn", "+254712345678"], { text: "Sale {} {" }],
    ["spaces inside the braces", [header, "+254712345678,Jane,1"], { text: "Dear { name }" }],
    ["a character that looks lost in no cell", [header, "+254712345678,Zoë,1"], {}],
  ])("takes %s", async (_, lines, more) => {
    const made = await plan(csv(...lines), more);
    expect(made.problems).toEqual([]);
    expect(made).toMatchObject({ badRows: 0, complete: true });
  });

  it("takes a Blob, a stream, text or bytes in pieces, and a function that opens them", async () => {
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
      expect(await plan(file)).toMatchObject({ rows: 1, badRows: 0, problems: [] });
    }
  });
});

describe("rule 11, campaigns: a plan names every bad row", () => {
  const good = "+254712345678,Jane,1";

  it.each<[string, string, Partial<RowProblem> & { message: unknown }, Changes?]>([
    [
      "letters in the number",
      "none,Joe,2",
      { kind: "number", message: expect.stringMatching(/other than digits.*\+254712345678/) },
    ],
    ["an empty number", ",Joe,2", { kind: "number", message: expect.stringContaining("empty") }],
    ["a number that is too short", "+25471,Joe,2", { kind: "number", message: expect.stringContaining("at least 7") }],
    [
      "a number that is too long",
      "+2547123456789012,Joe,2",
      { kind: "number", message: expect.stringContaining("allows 15") },
    ],
    [
      "a local number without region",
      "0712345679,Joe,2",
      { kind: "number", message: expect.stringMatching(/country code.*region/) },
    ],
    [
      "a number outside its region",
      "0312345679,Joe,2",
      { kind: "number", message: expect.stringContaining("0712 345 678") },
      { region: "KE" },
    ],
    [
      "a number that a spreadsheet rounded",
      "2.54712E+11,Joe,2",
      { kind: "number", message: expect.stringContaining("as text") },
    ],
    ["the same number again", good, { kind: "duplicate", message: expect.stringContaining("+254•••••••78") }],
    [
      "the same number in another form",
      "00254 712 345 678,Joe,2",
      { kind: "duplicate", message: expect.stringContaining("earlier row") },
    ],
    [
      "a number that nobody is routed for",
      "+15550100123,Joe,2",
      { kind: "route", message: expect.stringContaining("+155••••••23") },
    ],
    ["too few cells", "+254712345679,Joe", { kind: "cells", message: "The row has 2 cells, and the header 3." }],
    ["too many cells", "+254712345679,Joe,2,3", { kind: "cells", message: expect.stringContaining("4 cells") }],
    [
      "a text that is too long",
      `+254712345679,Joe,${"9".repeat(1530)}`,
      { kind: "text", message: expect.stringMatching(/11 segments.*10 are allowed/) },
    ],
    [
      "a text that is longer than told",
      `+254712345679,Joe,${"9".repeat(160)}`,
      { kind: "text", message: expect.stringMatching(/2 segments.*1 are allowed/) },
      { maximumSegments: 1 },
    ],
    [
      "a text that is empty",
      "+254712345679, ,2",
      { kind: "text", message: expect.stringContaining("empty") },
      { text: "{name}" },
    ],
    [
      "a quote in the wrong place",
      '+254712345679,5" pipe,2',
      { kind: "quotes", message: expect.stringContaining("twice") },
    ],
    [
      "text behind a closing quote",
      '+254712345679,"Joe" Doe,2',
      { kind: "quotes", message: expect.stringContaining("wrong place") },
    ],
  ])("%s", async (_, line, problem, more) => {
    const made = await plan(csv(header, good, line, "+254712345699,Jim,3"), more);
    const kind = problem.kind ?? "file";
    expect(made).toMatchObject({ rows: 3, badRows: 1, complete: true, problemCounts: { [kind]: 1 } });
    const column = ["number", "duplicate", "route"].includes(kind) ? "msisdn" : undefined;
    expect(made.problems).toEqual([{ column, ...problem, row: 3 }]);
  });

  it("with everything that is wrong with it", async () => {
    const line = `0712345678,Joe,${"9".repeat(1600)}`;
    expect((await problemsOf([header, line])).map(({ row, kind }) => [row, kind])).toEqual([
      [2, "number"],
      [2, "text"],
    ]);
  });

  it("by the row that a spreadsheet shows: empty lines and breaks inside cells counted", async () => {
    const problems = await problemsOf([header, "", '+254712345678,"Jane\nDoe",1', "none,Joe,2"]);
    expect(problems.map(({ row }) => row)).toEqual([4]);
  });

  it("with bytes that are not UTF-8, and in which column they are", async () => {
    const latin1 = Uint8Array.from(
      `${header},note\n${good},a\n+254712345679,Zo\xeb,2,b\n+254712345680,Joe,3,c\n`,
      (c) => c.charCodeAt(0),
    );
    const made = await plan(new Blob([latin1]));
    expect(made).toMatchObject({ rows: 3, badRows: 1 });
    expect(made.problems).toEqual([
      { row: 3, column: "name", kind: "encoding", message: expect.stringContaining("UTF-8") },
    ]);
  });

  it("with such bytes in a row that comes in two pieces", async () => {
    async function* pieces() {
      yield new TextEncoder().encode(`${header}\n+254712345679,Zo`);
      yield Uint8Array.of(0xeb, 0x20);
      yield new TextEncoder().encode("Doe,2\n");
    }
    expect((await plan(pieces())).problems).toMatchObject([{ row: 2, column: "name", kind: "encoding" }]);
  });

  it("keeps the first 100 problems, counts all, and tells all to onProblem", async () => {
    const told: RowProblem[] = [];
    const lines = Array.from({ length: 250 }, (_, index) => (index % 2 === 0 ? "none,Joe,2" : "+254712345678,Joe,2"));
    const made = await plan(csv(header, ...lines), { onProblem: (problem) => told.push(problem) });
    expect(made).toMatchObject({ rows: 250, badRows: 249, problemCounts: { number: 125, duplicate: 124 } });
    expect(told).toHaveLength(249);
    expect(made.problems).toEqual(told.slice(0, 100));
  });
});

describe("rule 11, campaigns: a file that cannot be read as such", () => {
  it.each<[string, string[], RowProblem["kind"], unknown]>([
    ["an empty file", [], "file", expect.stringContaining("is empty")],
    ["a byte order mark alone", ["\ufeff"], "file", expect.stringContaining("is empty")],
    ["a header alone", [header], "file", expect.stringContaining("below the header")],
    ["a header and empty lines", [header, "", ""], "file", expect.stringContaining("below the header")],
    [
      "no column of numbers",
      ["phone,name,balance", "+254712345678,Jane,1"],
      "header",
      "No column has this name, and it should hold the numbers; there are phone, name, balance.",
    ],
    [
      "a misspelt column",
      ["msisdn,nane,balance", "+254712345678,Jane,1"],
      "header",
      expect.stringContaining("did you mean nane?"),
    ],
    [
      "a column that stands there twice",
      ["msisdn,name,balance,name", "+254712345678,Jane,1,2"],
      "header",
      expect.stringContaining("Two columns"),
    ],
    ["no header", ["+254712345678,Jane,1"], "header", expect.stringContaining("must name the columns")],
    ["semicolons", ["msisdn;name;balance", "+254712345678;Jane;1"], "header", expect.stringMatching(/by commas.*;$/)],
    ["tabs", ["msisdn\tname\tbalance", "+254712345678\tJane\t1"], "header", expect.stringMatching(/by commas.*tabs$/)],
    [
      "a quote that is never closed",
      [header, '+254712345678,"Jane,1', "x,y,z"],
      "quotes",
      expect.stringContaining("never closed"),
    ],
    [
      "a row without end",
      [header, `+254712345678,${"x".repeat(70_000)},1`],
      "quotes",
      expect.stringContaining("65,536"),
    ],
    [
      "a stray quote in the header",
      ['msisdn,na"me,balance', "+254712345678,Jane,1"],
      "quotes",
      expect.stringContaining("wrong place"),
    ],
  ])("is never complete: %s", async (_, lines, kind, message) => {
    const made = await plan(lines.length === 0 ? new Blob([]) : csv(...lines));
    expect(made.complete).toBe(false);
    expect(made.problems.at(-1)).toMatchObject({ kind, message });
  });

  it("is told to be another encoding, by its header", async () => {
    const utf16 = new Uint8Array([0xff, 0xfe, ...[...`${header}\n1,2,3\n`].flatMap((c) => [c.charCodeAt(0), 0])]);
    const made = await plan(new Blob([utf16]));
    expect(made).toMatchObject({ complete: false, rows: 0, problems: [{ row: 1, kind: "encoding" }] });
  });

  it("names every column that is missing", async () => {
    const problems = await problemsOf(["phone", "+254712345678"]);
    expect(problems.map(({ row, column }) => [row, column])).toEqual([
      [1, "msisdn"],
      [1, "name"],
      [1, "balance"],
    ]);
  });

  it("is read no further than it must be, and its stream is closed", async () => {
    let pulled = 0;
    let cancelled = false;
    const stream = new ReadableStream<Uint8Array>(
      {
        pull(controller) {
          pulled += 1;
          controller.enqueue(new TextEncoder().encode("phone,name\n"));
        },
        cancel() {
          cancelled = true;
        },
      },
      { highWaterMark: 0 },
    );
    expect(await plan(stream)).toMatchObject({ complete: false });
    expect([pulled, cancelled]).toEqual([1, true]);
  });

  it("rejects when the stream fails, and when it gives something else than text and bytes", async () => {
    async function* failing() {
      yield `${header}\n`;
      throw new Error("+254712345678");
    }
    async function* odd() {
      yield 5 as never;
    }
    for (const file of [failing(), odd(), () => Promise.reject(new Error("no such file"))]) {
      const error = await plan(file).catch((reason: SmsError) => reason);
      expect(error).toMatchObject({ code: "bad-request", field: "file", certainty: "not-accepted" });
      expect(inspect(error)).not.toContain("712345678");
    }
  });

  it("is read no further after an abort", async () => {
    const controller = new AbortController();
    let pieces = 0;
    async function* endless() {
      yield `${header}\n`;
      for (;;) {
        pieces += 1;
        if (pieces === 3) controller.abort();
        yield "none,Joe,2\n";
      }
    }
    const planning = desk().campaigns.plan({ file: endless(), text }, { signal: controller.signal });
    await expect(planning).rejects.toMatchObject({ code: "aborted", certainty: "not-accepted" });
    expect(pieces).toBe(3);
  });
});

describe("rule 11, campaigns: the memory of a plan", () => {
  it("reads no piece of a file before the one before it has been checked", async () => {
    let piece = 0;
    const seen: number[] = [];
    async function* pieces() {
      yield `${header}\n`;
      for (piece = 1; piece <= 5; piece++) yield "none,Joe,2\n".repeat(3);
    }
    await plan(pieces(), { onProblem: () => seen.push(piece) });
    expect(seen).toEqual([1, 1, 1, 2, 2, 2, 3, 3, 3, 4, 4, 4, 5, 5, 5]);
  });
});

describe("rule 13: what a plan shows", () => {
  it("is neither a full number nor a value nor the text", async () => {
    const lines = ["+254798765432,canary,1", "+254798765432,canary,2", "+254 71,canary,3", "07123456789999,canary,4"];
    const wrongHeader = await plan(csv("+254798765432,canary"), {});
    const oddHeader = await plan(csv("of 254798765432,of 0798765432"));
    const made = [
      await plan(csv(header, ...lines, "+15550100123,canary,5", '+254798765432,"canary"x,6')),
      wrongHeader,
      oddHeader,
    ];
    expect(made[0]?.badRows).toBe(5);
    expect(oddHeader.problems[0]?.message).toContain("there are of 254•");
    for (const shown of [inspect(made, { depth: 9 }), JSON.stringify(made)]) {
      expect(shown).not.toMatch(/98765432|254 71|0712345|5550100123|Dear|canary"x|you owe/);
    }
  });
});

describe("the input of a campaign", () => {
  const file = csv(header, "+254712345678,Jane,1");
  it.each<[string, unknown, string]>([
    ["nothing", undefined, "campaign"],
    ["no file", { text }, "file"],
    ["text in place of a file", { file: "msisdn\n", text }, "file"],
    ["no text", { file }, "text"],
    ["an empty text", { file, text: " " }, "text"],
    ["a misspelt field", { file, text, colums: { to: "msisdn" } }, "colums"],
    ["a misspelt field of columns", { file, text, columns: { too: "msisdn" } }, "columns.too"],
    ["columns that are none", { file, text, columns: "msisdn" }, "columns"],
    ["no name of a column", { file, text, columns: { to: "" } }, "columns.to"],
    ["a region that is not known", { file, text, region: "XX" }, "region"],
    ["a provider that is not there", { file, text, via: "nobody" }, "via"],
    ["a sender ID that is too long", { file, text, senderId: "TWELVE CHARS" }, "senderId"],
    ["an empty name of the campaign", { file, text, campaignName: "" }, "campaignName"],
    ["no segments", { file, text, maximumSegments: 0 }, "maximumSegments"],
    ["half a segment", { file, text, maximumSegments: 1.5 }, "maximumSegments"],
    ["a listener that is none", { file, text, onProblem: "log" }, "onProblem"],
  ])("is refused with %s, and the field is named", async (_, input, field) => {
    await expect(desk().campaigns.plan(input as never)).rejects.toMatchObject({
      code: "bad-request",
      field,
      certainty: "not-accepted",
    });
  });
});

it("rule 11, campaigns: a plan agrees with one made by hand, for any rows in any pieces", async () => {
  const number = fc.oneof(
    fc.nat({ max: 8 }).map((n) => `+25471234567${n}`),
    fc.nat({ max: 8 }).map((n) => `071234567${n}`),
    fc.constantFrom("", "none", "+1 555 0100 123", "+254", "0312345678"),
  );
  const name = fc.string({ unit: fc.constantFrom("a", "é", ",", '"', "\n", "ж"), maxLength: 90 });
  const rows = fc.array(fc.tuple(number, name), { minLength: 1, maxLength: 20 });
  await fc.assert(
    fc.asyncProperty(rows, fc.integer({ min: 1, max: 50 }), async (lines, size) => {
      const table = writeCsvRow(["msisdn", "name"]) + lines.map((line) => writeCsvRow(line)).join("");
      async function* pieces() {
        const bytes = new TextEncoder().encode(table);
        for (let at = 0; at < bytes.length; at += size) yield bytes.slice(at, at + size);
      }
      const told: (readonly [number, string])[] = [];
      const made = await plan(pieces(), {
        text: "{name}!",
        region: "KE",
        maximumSegments: 1,
        onProblem: ({ row, kind }) => told.push([row, kind]),
      });

      const expected: (readonly [number, string])[] = [];
      const seen = new Set<string>();
      for (const [index, [raw, value]] of lines.entries()) {
        const parsed = parsePhone(raw, { region: "KE" });
        if (!parsed.ok) expected.push([index + 2, "number"]);
        else {
          if (seen.has(parsed.phone)) expected.push([index + 2, "duplicate"]);
          if (parsed.phone.startsWith("+1")) expected.push([index + 2, "route"]);
          seen.add(parsed.phone);
        }
        if (value.length + 1 > (value.includes("ж") ? 70 : 160)) expected.push([index + 2, "text"]);
      }
      expect(told).toEqual(expected);
      expect(made.rows).toBe(lines.length);
      expect(made.badRows).toBe(new Set(expected.map(([row]) => row)).size);
    }),
    { numRuns: 300 },
  );
});
